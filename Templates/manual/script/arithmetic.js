// Arithmetic: exact where whole numbers and money are, as Python where numbers are.

function whole(value) {
  if (BigInt.asIntN(64, value) !== value) throw new Fault("overflow");
  return value;
}

function finite(value) {
  if (!Number.isFinite(value)) throw new Fault("notFinite");
  return value;
}

function money(units, like) { return new Money(whole(units), like.currency, like.places); }

/** `+`: numbers, money of one currency. */
function sum(a, b) {
  return both(a, b, (x, y) => {
    if (x instanceof Money) return money(x.units + y.units, x);
    return typeof x === "bigint" && typeof y === "bigint" ? whole(x + y) : finite(Number(x) + Number(y));
  });
}

/** `-`: numbers, money of one currency. */
function difference(a, b) {
  return both(a, b, (x, y) => {
    if (x instanceof Money) return money(x.units - y.units, x);
    return typeof x === "bigint" && typeof y === "bigint" ? whole(x - y) : finite(Number(x) - Number(y));
  });
}

/** `*`: numbers, and money times a whole number. */
function product(a, b) {
  return both(a, b, (x, y) => {
    if (x instanceof Money) return money(x.units * y, x);
    if (y instanceof Money) return money(y.units * x, y);
    return typeof x === "bigint" && typeof y === "bigint" ? whole(x * y) : finite(Number(x) * Number(y));
  });
}

/** `/`: always a number, the one nearest to the true quotient. */
function quotient(a, b) {
  return both(a, b, (x, y) => {
    if (Number(y) === 0) throw new Fault("divisionByZero");
    return typeof x === "bigint" && typeof y === "bigint" ? nearestQuotient(x, y) : finite(Number(x) / Number(y));
  });
}

/** Whole numbers beyond 2^53 are no exact numbers: dividing the converted ones would round twice. */
function nearestQuotient(a, b) {
  const [p, q] = [a < 0n ? -a : a, b < 0n ? -b : b];
  if (p <= 9007199254740992n && q <= 9007199254740992n) return Number(a) / Number(b);
  const shifted = p << 128n;
  const digits = shifted / q;
  const size = Number(shifted % q === 0n ? digits : digits | 1n) * 2 ** -128;
  return a < 0n !== b < 0n ? -size : size;
}

/** `//`: rounded down. */
function floorQuotient(a, b) {
  return both(a, b, (x, y) => {
    if (Number(y) === 0) throw new Fault("divisionByZero");
    if (typeof x === "bigint" && typeof y === "bigint") {
      const cut = x / y;
      return whole(x % y !== 0n && x < 0n !== y < 0n ? cut - 1n : cut);
    }
    return finite(floorDivided(Number(x), Number(y))[0]);
  });
}

/** `%`: has the divisor's sign. */
function remainder(a, b) {
  return both(a, b, (x, y) => {
    if (Number(y) === 0) throw new Fault("divisionByZero");
    if (typeof x === "bigint" && typeof y === "bigint") {
      const rest = x % y;
      return rest !== 0n && rest < 0n !== y < 0n ? rest + y : rest;
    }
    return finite(floorDivided(Number(x), Number(y))[1]);
  });
}

/** As CPython's float.__divmod__: the remainder is exact, the quotient the whole number that goes with it. */
function floorDivided(a, b) {
  let rest = a % b;
  let times = (a - rest) / b;
  const zero = (like) => (like < 0 || Object.is(like, -0) ? -0 : 0);
  if (rest !== 0) {
    if (b < 0 !== rest < 0) {
      rest += b;
      times -= 1;
    }
  } else {
    rest = zero(b);
  }
  if (times === 0) return [zero(a / b), rest];
  const floor = Math.floor(times);
  return [times - floor > 0.5 ? floor + 1 : floor, rest];
}

function negated(value) {
  if (value instanceof Open) return value;
  if (value instanceof Money) return money(-value.units, value);
  return typeof value === "bigint" ? whole(-value) : -value;
}
