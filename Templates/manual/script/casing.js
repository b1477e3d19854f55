// Upper, lower and title case, as the filters `upper`, `lower` and `title` have them: Unicode's full mappings (ß is
// SS), no language's own rules, and the sigma that ends a word.

/** Hangul, Han and kana have no case, and are most of what is written here. */
function hasNoCase(letter) {
  const value = letter.codePointAt(0);
  return (value >= 0x2e80 && value <= 0xa63f) || (value >= 0xac00 && value <= 0xd7ff);
}

function upperCased(text) {
  // One by one: a whole text would be read with the rules for Greek and Turkish letters beside each other.
  return [...text].map((letter) => (hasNoCase(letter) ? letter : letter.toUpperCase())).join("");
}

function lowerCased(text) {
  const letters = [...text];
  return letters
    .map((letter, index) => {
      if (hasNoCase(letter)) return letter;
      if (letter === "Σ") return endsWord(letters, index) ? "ς" : "σ";
      return letter.toLowerCase();
    })
    .join("");
}

/** Words begin after white space and after `-({[<`; their first letter goes up and the rest down. */
function titleCased(text) {
  let title = "";
  let rest = "";
  let isInside = false;
  for (const letter of text) {
    if ("-({[<".includes(letter) || isSpace(letter)) {
      title += lowerCased(rest) + letter;
      rest = "";
      isInside = false;
    } else if (isInside) {
      rest += letter;
    } else {
      title += upperCased(letter);
      isInside = true;
    }
  }
  return title + lowerCased(rest);
}

/** Unicode's Final_Sigma: a letter with case before it, none after it, and between them only what case does not touch. */
function endsWord(letters, index) {
  const isSeen = (letter) => !/\p{Case_Ignorable}/u.test(letter);
  const hasCase = (letter) => letter !== undefined && /\p{Cased}/u.test(letter);
  const before = letters.slice(0, index).reverse().find(isSeen);
  const after = letters.slice(index + 1).find(isSeen);
  return hasCase(before) && !hasCase(after);
}
