// How Latin letters end when they are read aloud in Korean: units, abbreviations, words.

function spokenTable(rows) {
  return new Map(rows.flatMap(([sound, words]) => words.split(" ").map((word) => [word, sound])));
}

/**
 * Names and words that come up in routines and whose end the spelling does not tell, in lower case; they are read so in
 * capitals too. What is under two sounds is read in two ways (theme: 테마, 팀).
 */
const spokenWords = spokenTable([
  [
    openSound,
    "airbnb anime ballet bar beat bit bouquet buffet car check chevrolet chipotle coup covid date deepseek diet "
      + "estate evernote feat gourmet heat kcal knock laser latte lidar lite me minute naver nestle note ok oled "
      + "onenote palette plate quiet quote radar recipe remote route scope seat set shock site skype soup state "
      + "suite tape treat update vote website white",
  ],
  [
    closedSound,
    "about anthropic apec app asset atlantic back bag basic big black block bob budget checkout chocolate "
      + "chrome classic click clinic clip clock club colab comic croissant cup dotnet dupont electric engine europe "
      + "fabric feedback format gadget gag gitlab god good graphic grok haccp helmet hot internet jack job "
      + "kakaotalk kick kosdaq lab laurent layout lock logic logout mac machine magazine magic magnet meme music "
      + "nasdaq norfolk one opec opic organic out outlet pacific panasonic panic pick planet plastic playback pop "
      + "postech private pub public quick restaurant rock routine slack snack some stack stick stock submit commit "
      + "summit tab tablet takeout talk target tiktok timeout tip toeic topic track traffic truck unit unlock up "
      + "valentine wallet web widget workout york zip zone",
  ],
  [rieulSound, "dior sale"],
  [unknownSound, "asap asic clark coke david faq freitag jpeg joseph kit mpeg net park pet swot template theme iii vi ix xi"],
  [rieulSound | closedSound, "vii viii"],
]);

/**
 * Units after a number. Shops and signs write them in capitals too: 5KG, 10Km. Some are read in two ways: 백 미터, 백 엠,
 * 백 메가; 두 톤, 투 티; 이십사 시간, 이십사 에이치; 삼 층, 쓰리 에프; 백 그램, 백 지; 오 줄, 오 제이.
 */
const spokenUnits = spokenTable([
  [
    openSound,
    "km m cm mm um nm KM CM MM Km Cm Mm Nm L l mL ml dL kL uL ML Ml kcal cal W kW MW kWh V Hz kHz MHz GHz B KB "
      + "kB MB GB TB PB pt cc s sec ms ha lb oz ft in yd pp bp bps kbps Mbps Gbps fps dpi p USD EUR GBP km/h m/s "
      + "km/L km/l st nd rd th",
  ],
  [closedSound, "kg g mg ug KG Kg t min h hr hrs ppm rpm gal KRW JPY CNY"],
  [rieulSound, "px dB mol mi Pa hPa kPa MPa kJ"],
  [openSound | closedSound, "M T H F G"],
  [openSound | rieulSound, "J"],
]);

/**
 * How words end that are read in one way nearly without exception; the first that fits counts. The rest (`t`, `k`, `p`,
 * `g`, …) may be a syllable of their own or not, and are not known.
 */
const spokenEndings = [
  [closedSound, /(?:book|look|cook|hook|line|phone|game|name|time|home|frame|type|chat|shot|bot|ket|cut)$/],
  [closedSound, /(?:pilot|shop|top|ship|app|map|chip|step|drop|trip|snap|strap|up)$/],
  [unknownSound, /(?:tech|que)$/],
  [openSound, /(?:hub|log|tag|flag|bug|fig|rg|nt|st|ct|lt|ft|pt|rt|xt|d|nk|rk|sk|mp|lp)$/],
  [closedSound, /(?:ng)$/],
  [rieulSound, /(?:le|l)$/],
  [closedSound, /(?:m|n)$/],
  [openSound, /(?:ce|se|ze|ve|ge|re|de|be|fe|ke|he|ye|oe|ue|ie|ee|a|i|o|u|y|w|r|s|x|z|f|v|h)$/],
];

/** Consonants that end a word after a vowel. `OECD` and `ENFP` have others, and are read letter by letter. */
const wordEnds = new Set(
  (
    "ch ck ct ff ft gs ks ld lk ll lm lp ls lt mp ms nd ng nk ns nt ph ps pt rd rk rl rm rn rp rs rt sh " +
    "sk ss st th ts tt xt"
  ).split(" "),
);

/** The unit, abbreviation or word that the letters end in. */
function latinSound(letters) {
  const text = letters.join("");
  const unit = unitSound(text);
  if (unit !== null) return unit;
  const run = /[A-Za-z]+$/.exec(text)[0];
  const word = run.toLowerCase();
  if (spokenWords.has(word)) return spokenWords.get(word);
  // `kg`, `dB`; capitals (`KG`) are a unit only after a number.
  if (run !== run.toUpperCase() && !/[aeiouy]/.test(word) && spokenUnits.has(run)) return spokenUnits.get(run);
  const name = letterNameSound(word[word.length - 1]);
  const capitals = /[A-Z]*$/.exec(run)[0];
  if (capitals === "") {
    // Words without a vowel are read letter by letter, in small letters too: `pdf`, `co.kr`.
    return word.length === 1 || !/[aeiouy]/.test(word) ? name : endingSound(word);
  }
  if (run === "X" && /[A-Za-z] X$/.test(text)) return openSound | closedSound; // iPhone X: 엑스, 텐
  return isWordLike(capitals.toLowerCase()) ? name | endingSound(word) : name;
}

/** 엘 and 알, 엠 and 엔; all other names of letters end in a vowel. */
function letterNameSound(letter) {
  if (letter === "l" || letter === "r") return rieulSound;
  return letter === "m" || letter === "n" ? closedSound : openSound;
}

function endingSound(word) {
  const fit = spokenEndings.find(([, ending]) => ending.test(word));
  return fit === undefined ? unknownSound : fit[0];
}

/** Whether capitals can be a word as well: `SHOP`, `SALE`, `NAVER`. Short ones (`VIP`, `LED`) are spelled. */
function isWordLike(capitals) {
  if (capitals.length > 5) return true;
  const [, end, silent] = /[aeiouy]([^aeiouy]+)(e?)$/.exec(capitals) ?? [];
  if (capitals.length < 4 || end === undefined) return false;
  return end.length === 1 || silent === "e" || wordEnds.has(end);
}

/** The unit after a number: `5 kg`, `60km/h`, `3%p`. */
function unitSound(text) {
  const letters = /[A-Za-z/µμ]+$/.exec(text)[0];
  if (letters.length > 6) return null;
  const number = text.slice(0, -letters.length).replace(/[ \u00a0%]+$/, "");
  if (!/[0-9]$/.test(number)) return null;
  const name = letters.replace(/[µμ]/g, "u");
  // `$10M` is 천만 달러.
  const currency = /^(k|K|m|M|B|bn|T)$/.test(name) ? currencyBefore([...number]) : null;
  if (currency !== null) return currency;
  // `3 PM` is 오후 세 시, or 쓰리 피엠.
  if (/^(am|pm|AM|PM)$/.test(name)) {
    const isTime = splitNumber([...number]).number.includes(":");
    return closedSound | (isTime ? numberSound([...number]) : openSound);
  }
  // 3G, 4G, 5G are networks.
  if (name === "G" && /(^|[^0-9])[2-6]$/.test(number)) return openSound;
  if (spokenUnits.has(name)) return spokenUnits.get(name);
  // 밀리그램 퍼 데시리터, 데시리터당 밀리그램.
  const parts = name.split("/").filter((part) => spokenUnits.has(part));
  return parts.length === 2 ? spokenUnits.get(parts[0]) | spokenUnits.get(parts[1]) : null;
}
