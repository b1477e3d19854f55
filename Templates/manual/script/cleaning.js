// An outsider's text without what nobody sees and what models take for the end of a message.

function cleaned(text, isJSON) {
  // Taking something out can bring together what makes another.
  let scalars = Array.from(text, (character) => character.codePointAt(0));
  for (let pass = 0; pass < 64; pass += 1) {
    const next = withoutUnseen(scalars, isJSON);
    if (next.length === scalars.length && next.every((scalar, index) => scalar === scalars[index])) break;
    scalars = next;
  }
  return textOf(withBrokenMarkers(utf8.encode(scalars.map((scalar) => String.fromCodePoint(scalar)).join(""))));
}

function within(scalar, ...ranges) {
  for (let index = 0; index < ranges.length; index += 2) {
    if (scalar >= ranges[index] && scalar <= ranges[index + 1]) return true;
  }
  return false;
}

/** Default_Ignorable_Code_Point and the marks of direction. */
function isIgnorable(scalar) {
  return scalar >= 0xad && within(scalar, 0xad, 0xad, 0x34f, 0x34f, 0x61c, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5,
    0x180b, 0x180f, 0x200b, 0x200f, 0x202a, 0x202e, 0x2060, 0x206f, 0x3164, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xfeff,
    0xffa0, 0xffa0, 0xfff0, 0xfff8, 0x1bca0, 0x1bca3, 0x1d173, 0x1d17a, 0xe0000, 0xe0fff);
}

/** For good no character (Unicode, section 23.7). */
function isNoncharacter(scalar) { return (scalar & 0xfffe) === 0xfffe || within(scalar, 0xfdd0, 0xfdef); }

/** Scripts whose words need joiners. */
function needsJoiners(scalar) {
  return within(scalar, 0x620, 0x8ff, 0x900, 0xdff, 0xf00, 0x109f, 0x1780, 0x17d3, 0x1807, 0x1807, 0x1820, 0x18aa,
    0x1900, 0x1aaf, 0x1b00, 0x1c4f, 0xa840, 0xa877, 0xa8e0, 0xa8ff, 0xa980, 0xaadf, 0xabc0, 0xabff, 0xfb50, 0xfdcf,
    0xfdf0, 0xfdff, 0xfe70, 0xfefc, 0x10d00, 0x10d3f, 0x11000, 0x11fff);
}

function isEmoji(scalar) { return scalar > 0x7f && /^\p{Emoji}$/u.test(String.fromCodePoint(scalar)); }

function withoutUnseen(scalars, isJSON) {
  const result = [];
  for (let index = 0; index < scalars.length;) {
    const scalar = scalars[index];
    if (scalar === 0x0d || scalar === 0x85) {
      result.push(0x0a);
      index += scalar === 0x0d && scalars[index + 1] === 0x0a ? 2 : 1;
      continue;
    }
    const count = removal(scalars, index, isJSON);
    if (count === 0) result.push(scalar);
    index += Math.max(count, 1);
  }
  return result;
}

/** How many scalars have to go. */
function removal(scalars, index, isJSON) {
  const scalar = scalars[index];
  if (!isJSON && scalar === 0x1b) return escapeSequence(scalars, index);
  if (!isJSON && scalar === 0x9b) return controlSequence(scalars, index + 1) - index;
  if ((scalar < 0x20 && scalar !== 0x0a && scalar !== 0x09) || (scalar >= 0x7f && scalar < 0xa0)) return 1;
  if (isNoncharacter(scalar)) return 1;
  return isIgnorable(scalar) && !isNeeded(scalars, index) ? 1 : 0;
}

/** ECMA-48: `ESC [ … letter`, `ESC ] … BEL` and the short ones. */
function escapeSequence(scalars, index) {
  const next = scalars[index + 1];
  if (next === undefined) return 1;
  if (next === 0x5b) return controlSequence(scalars, index + 2) - index;
  if ([0x5d, 0x50, 0x58, 0x5e, 0x5f].includes(next)) {
    let size = 2;
    for (let end = index + 2; end < scalars.length && size < 4096; end += 1) {
      if (scalars[end] === 0x07) return end + 1 - index;
      if (scalars[end] === 0x1b) return end - index + (scalars[end + 1] === 0x5c ? 2 : 0);
      if (scalars[end] === 0x0a) break;
      size += utf8.encode(String.fromCodePoint(scalars[end])).length;
    }
    return 2;
  }
  if (within(next, 0x28, 0x2f, 0x23, 0x23)) return within(scalars[index + 2] ?? 0, 0x30, 0x7e) ? 3 : 2;
  return within(next, 0x30, 0x7e) ? 2 : 1;
}

/** Behind the parameters and the letter that ends them. */
function controlSequence(scalars, start) {
  let end = start;
  while (end < scalars.length && within(scalars[end], 0x20, 0x3f) && end - start < 64) end += 1;
  return end < scalars.length && within(scalars[end], 0x40, 0x7e) ? end + 1 : start;
}

/** Joiners, selectors and tags that belong to what stands around them. */
function isNeeded(scalars, index) {
  const scalar = scalars[index];
  const before = scalars[index - 1];
  const after = scalars[index + 1];
  if (scalar === 0x200d || scalar === 0x200c) {
    if (before === undefined || after === undefined) return false;
    if (scalar === 0x200c || needsJoiners(before)) return needsJoiners(before) && needsJoiners(after);
    const picture = before === 0xfe0f ? scalars[index - 2] : before;
    return picture !== undefined && isEmoji(picture) && isEmoji(after);
  }
  if (within(scalar, 0xfe00, 0xfe0f)) return before !== undefined && before > 0x20 && !isIgnorable(before);
  if (within(scalar, 0xe0100, 0xe01ef)) {
    return before !== undefined && within(before, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xf900, 0xfaff, 0x20000, 0x3ffff);
  }
  if (within(scalar, 0x180b, 0x180f)) return before !== undefined && within(before, 0x1807, 0x18aa);
  return within(scalar, 0xe0020, 0xe007f) && isInFlag(scalars, index);
}

/** A black flag, letters and digits as tags, and the tag that ends them (UTS 51). */
function isInFlag(scalars, index) {
  let start = index;
  while (start > 0 && index - start < 8 && within(scalars[start - 1], 0xc0000, 0xfffff)) start -= 1;
  if (start === 0 || scalars[start - 1] !== 0x1f3f4) return false;
  for (let end = start, steps = 1; end < scalars.length && steps <= 8; end += 1, steps += 1) {
    if (!within(scalars[end], 0xe0020, 0xe007f)) return false;
    if (scalars[end] === 0xe007f) return steps > 2 && index <= end;
  }
  return false;
}

// Marks with which chat templates tell messages apart: a value that spells one gets a space in it.

const longestMarker = 96;
const fixedMarkers = ["[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<s>", "</s>", "<bos>", "<eos>", "<start_of_turn>",
  "<end_of_turn>", "<start_of_image>", "[TOOL_CALLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]", "[AVAILABLE_TOOLS]",
  "[/AVAILABLE_TOOLS]", "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[IMG]", "[BOS]", "[EOS]"];
const turnMarkers = ["Human:", "Assistant:"];

function beginsWith(bytes, index, text) {
  for (let at = 0; at < text.length; at += 1) {
    if (bytes[index + at] !== text.charCodeAt(at)) return false;
  }
  return true;
}

/** The marker that begins at `index` of the bytes: its length, and where the space goes. */
function markerAt(bytes, index, isStart) {
  if (bytes[index] === 0x3c || bytes[index] === 0x5b) {
    const sign = fixedMarkers.find((each) => beginsWith(bytes, index, each));
    if (sign !== undefined) return [sign.length, 1];
    const length = bytes[index] === 0x3c ? barredMarker(bytes, index) : 0;
    return length > 0 ? [length, 1] : null;
  }
  const turn = turnMarkers.find((each) => beginsWith(bytes, index, each));
  return turn !== undefined && startsTurn(bytes, index, isStart) ? [turn.length, turn.length - 1] : null;
}

/** `<|name|>`, also with the full-width bar; its length, or 0. */
function barredMarker(bytes, index) {
  const bar = (at) => (bytes[at] === 0x7c ? 1 : bytes[at] === 0xef && bytes[at + 1] === 0xbd && bytes[at + 2] === 0x9c ? 3 : 0);
  const open = bar(index + 1);
  if (open === 0) return 0;
  for (let end = index + 1 + open; end < bytes.length && end - index < longestMarker;) {
    const close = bar(end);
    if (close > 0) {
      if (bytes[end + close] === 0x3e) return end + close + 1 - index;
      end += close;
    } else {
      if (bytes[end] === 0x0a || bytes[end] === 0x3c) return 0;
      end += 1;
    }
  }
  return 0;
}

/** An empty line stands before, or nothing. */
function startsTurn(bytes, index, isStart) {
  let at = index;
  let breaks = 0;
  while (at > 0 && [0x0a, 0x20, 0x09].includes(bytes[at - 1])) {
    at -= 1;
    if (bytes[at] === 0x0a) breaks += 1;
  }
  return (at === 0 && isStart) || breaks >= 2;
}

function mayBeginMarker(byte) { return byte === 0x3c || byte === 0x5b || byte === 0x48 || byte === 0x41; }

function withBrokenMarkers(bytes) {
  const result = [];
  const spaces = new Set();
  bytes.forEach((byte, index) => {
    const marker = mayBeginMarker(byte) ? markerAt(bytes, index, true) : null;
    if (marker !== null) spaces.add(index + marker[1]);
    if (spaces.has(index)) result.push(0x20);
    result.push(byte);
  });
  return result;
}

/** Whether a marker begins in what is written and ends in the next piece, with an outsider's words in it. */
function joinedMarker(output, piece, isUntrusted) {
  const start = Math.max(0, output.bytes.length - 2 * longestMarker);
  const end = output.bytes.slice(start);
  const joined = [...end, ...piece.slice(0, longestMarker)];
  for (let index = Math.max(0, end.length - longestMarker + 1); index < end.length; index += 1) {
    const marker = mayBeginMarker(joined[index]) ? markerAt(joined, index, start === 0) : null;
    if (marker === null || index + marker[0] <= end.length) continue;
    const [low, high] = [start + index, start + index + marker[0]];
    if (isUntrusted || output.untrusted.some((each) => each[0] < high && low < each[1])) return true;
  }
  return false;
}
