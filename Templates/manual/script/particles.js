// Korean particles: which of a pair goes with the last sound of a word, when it is read aloud.

/** The form after a consonant, and the one after a vowel. */
const particlePairs = new Set(
  (
    "을/를 이/가 은/는 과/와 아/야 이나/나 이랑/랑 이라/라 이란/란 으로/로 으로서/로서 으로써/로써 으로부터/로부터 " +
    "이다/다 이에요/예요 이었/였 이라는/라는 이라고/라고"
  ).split(" "),
);

/**
 * The particle alone, without the word. What cannot be known gives both forms, `을(를)`; a text that is not a pair comes
 * back as it is. `reading` says how the word is read, and decides.
 */
function particle(pair, word, reading) {
  if (!particlePairs.has(pair)) return pair;
  const [closed, open] = pair.split("/");
  const sound = finalSound(reading ? reading : word);
  // ㄹ counts as a vowel before 로: 서울로, and not 서울으로.
  const opens = closed.startsWith("으로") ? openSound | rieulSound : openSound;
  if ((sound & ~opens) === 0) return open;
  if ((sound & opens) === 0) return closed;
  return closed.endsWith(open) ? `(${closed.slice(0, -open.length)})${open}` : `${closed}(${open})`;
}
