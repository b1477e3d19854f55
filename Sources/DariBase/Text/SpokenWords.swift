// Latin words whose end the spelling does not tell, and the spellings that tell it.

enum SpokenWords {
  /// Names and words that come up in routines, in lower case; they are read so in capitals too. What is under two sounds
  /// is read in two ways (theme: 테마, 팀).
  static let words: [String: FinalSound] = table([
    (
      .open,
      """
      airbnb anime ballet bar beat bit bouquet buffet car check chevrolet chipotle coup covid date deepseek diet \
      estate evernote feat gourmet heat kcal knock laser latte lidar lite me minute naver nestle note ok oled onenote \
      palette plate quiet quote radar recipe remote route scope seat set shock site skype soup state suite tape treat \
      update vote website white
      """
    ),
    (
      .closed,
      """
      about anthropic apec app asset atlantic back bag basic big black block bob budget checkout chocolate chrome classic \
      click clinic clip clock club colab comic croissant cup dotnet dupont electric engine europe fabric feedback format \
      gadget gag gitlab god good graphic grok haccp helmet hot internet jack job kakaotalk kick kosdaq lab laurent \
      layout lock logic logout mac machine magazine magic magnet meme music nasdaq norfolk one opec opic organic out \
      outlet pacific panasonic panic pick planet plastic playback pop postech private pub public quick restaurant rock \
      routine slack snack some stack stick stock submit commit summit tab tablet takeout talk target tiktok timeout \
      tip toeic topic track traffic truck unit unlock up valentine wallet web widget workout york zip zone
      """
    ),
    (.rieul, "dior sale"),
    // Ⅲ is 쓰리 and 삼, Ⅵ 식스 and 육, and VI is 브이아이 too.
    (
      .unknown,
      "asap asic clark coke david faq freitag jpeg joseph kit mpeg net park pet swot template theme iii vi ix xi"
    ),
    ([.rieul, .closed], "vii viii"),
  ])

  /// How words end that are read in one way nearly without exception, the longest ending first where two fit; the rest
  /// (`t`, `k`, `p`, `g`, …) may be a syllable of their own or not, and are not known.
  private static let endings: [(String, FinalSound)] = [
    ("book", .closed), ("look", .closed), ("cook", .closed), ("hook", .closed), ("line", .closed),
    ("phone", .closed),
    ("game", .closed), ("name", .closed), ("time", .closed), ("home", .closed), ("frame", .closed),
    ("type", .closed),
    ("chat", .closed), ("shot", .closed), ("bot", .closed), ("ket", .closed), ("cut", .closed),
    ("pilot", .closed),
    ("shop", .closed), ("top", .closed), ("ship", .closed), ("app", .closed), ("map", .closed),
    ("chip", .closed),
    ("step", .closed), ("drop", .closed), ("trip", .closed), ("snap", .closed), ("strap", .closed),
    ("up", .closed),
    ("tech", .unknown), ("que", .unknown),
    ("hub", .open), ("log", .open), ("tag", .open), ("flag", .open), ("bug", .open), ("fig", .open),
    ("rg", .open),
    ("nt", .open), ("st", .open), ("ct", .open), ("lt", .open), ("ft", .open), ("pt", .open), ("rt", .open),
    ("xt", .open), ("d", .open), ("nk", .open), ("rk", .open), ("sk", .open), ("mp", .open), ("lp", .open),
    ("ng", .closed), ("le", .rieul), ("l", .rieul), ("m", .closed), ("n", .closed),
    ("ce", .open), ("se", .open), ("ze", .open), ("ve", .open), ("ge", .open), ("re", .open), ("de", .open),
    ("be", .open), ("fe", .open), ("ke", .open), ("he", .open), ("ye", .open), ("oe", .open), ("ue", .open),
    ("ie", .open), ("ee", .open),
    ("a", .open), ("i", .open), ("o", .open), ("u", .open), ("y", .open), ("w", .open), ("r", .open),
    ("s", .open), ("x", .open), ("z", .open), ("f", .open), ("v", .open), ("h", .open),
  ]

  static func ending(of word: String) -> FinalSound {
    endings.first { word.hasSuffix($0.0) }?.1 ?? .unknown
  }

  static func table(_ rows: [(FinalSound, String)]) -> [String: FinalSound] {
    var table: [String: FinalSound] = [:]
    for (sound, words) in rows {
      for word in words.split(separator: " ") { table[String(word)] = sound }
    }
    return table
  }
}
