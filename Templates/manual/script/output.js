// What a template writes: bytes of UTF-8, so that values are cleaned and escaped as everywhere in Dari.

const utf8 = new TextEncoder();

function textOf(bytes) { return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(bytes)); }

class Output {
  constructor() {
    this.bytes = [];
    // Of values that an outsider wrote, near the end: a marker of chats may be made of one and what stands around it.
    this.untrusted = [];
    this.open = [];
    this.margin = [];
    this.atLineStart = false;
    this.pieces = 0;
    this.lastLiteral = null;
  }

  /** Text of the author's. */
  text(text) { this.append(utf8.encode(text), true, false); }

  /** A value, as its place asks for it. */
  print(value, escaping) {
    const isAsItIs = escaping === undefined || value instanceof Open || value instanceof Media;
    const text = isAsItIs ? printed(value) : escaped(printed(value), escaping, this.bytes);
    this.append(utf8.encode(text), false, !isAsItIs && escaping.untrusted);
  }

  /** A snippet, whose further lines begin with `margin`. */
  call(margin, snippet, ...values) {
    const saved = [this.margin, this.atLineStart];
    const before = this.pieces;
    this.margin = [...this.margin, ...utf8.encode(margin)];
    snippet(this, ...values);
    // The break before a last line that is only a tag is not part of what the snippet says.
    if (this.pieces > before && this.lastLiteral !== null && this.bytes.length > this.lastLiteral
      && this.bytes.at(-1) === 0x0a) this.bytes.pop();
    this.margin = saved[0];
    if (this.margin.length === 0) this.atLineStart = false;
  }

  append(piece, isLiteral, isUntrusted) {
    if (piece.length === 0) return;
    const start = this.bytes.length;
    this.untrusted = this.untrusted.filter((each) => each[1] + longestMarker > start);
    if ((this.untrusted.length > 0 || isUntrusted) && joinedMarker(this, piece, isUntrusted)) this.bytes.push(0x20);
    const pieceStart = this.bytes.length;
    for (const byte of piece) {
      if (this.margin.length > 0) {
        if (byte === 0x0a) {
          this.atLineStart = true;
        } else if (this.atLineStart) {
          this.bytes.push(...this.margin);
          this.atLineStart = false;
        }
      }
      this.bytes.push(byte);
    }
    if (this.bytes.length > 8 << 20) throw new Fault("tooLarge");
    this.pieces += 1;
    this.lastLiteral = isLiteral ? start : null;
    if (isUntrusted) this.untrusted.push([pieceStart, this.bytes.length]);
  }

  /** The signs that open a fence, or inline code, with a value in it: as many as it takes, once that is known. */
  opening(run, isCode) {
    this.text(run);
    const end = this.bytes.length;
    this.open.push({ length: run.length, end, isCode });
  }

  closing(run) {
    const { length, end, isCode } = this.open.pop();
    const sign = run.charCodeAt(0);
    let longest = 0;
    for (let index = end, current = 0; index < this.bytes.length; index += 1) {
      current = this.bytes[index] === sign ? current + 1 : 0;
      longest = Math.max(longest, current);
    }
    const more = longest >= length ? longest + 1 - length : 0;
    if (more > 0 && length + more > (isCode ? 80 : 255)) throw new Fault("longRun");
    const inner = this.bytes.slice(end);
    const needsSpace = isCode && (inner.length === 0 || inner[0] === sign || inner.at(-1) === sign
      || (inner[0] === 0x20 && inner.at(-1) === 0x20 && inner.some((byte) => byte !== 0x20)));
    const added = [...Array(more).fill(sign), ...(needsSpace ? [0x20] : [])];
    this.bytes.splice(end, 0, ...added);
    this.untrusted = this.untrusted.map(([low, high]) =>
      low >= end ? [low + added.length, high + added.length] : [low, high]);
    const signs = Array(length + more).fill(sign);
    this.append(needsSpace && inner.length > 0 ? [0x20, ...signs] : signs, true, false);
  }
}

/** The text that a template makes of a frame, which it may change. */
function rendered(template, frame) {
  const output = new Output();
  template(output, { ...frame });
  return textOf(output.bytes);
}
