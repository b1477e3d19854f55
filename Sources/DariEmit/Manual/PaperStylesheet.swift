// The look of a printed manual. WeasyPrint knows CSS for pages that browsers do not: running heads, the page that a link
// leads to, bookmarks. Sizes are in points, for paper only.

enum PaperStylesheet {
  static func css(colour: String?) -> [UInt8] {
    let accent = ManualStylesheet.accent(colour)
    return Array((variables(accent: accent) + pages + text + front + parts + picture + steps + breaks).utf8)
  }

  private static func variables(accent: String) -> String {
    """
    :root{--edge:#cfc9bb;--ink:#25231e;--soft:#5f5a4f;--raised:#f5f2eb;--accent:\(accent);--hole:#f3e6bd;\
    --hole-ink:#4a3600;--warn:#8c2f16;--warn-ground:#fbeee8}

    """
  }

  /// Fonts of the system in the order of what prints best; the first that is there is embedded.
  private static let fonts = """
    "Noto Sans KR","Noto Sans CJK KR","Apple SD Gothic Neo","Malgun Gothic",sans-serif
    """

  private static let pages = """
    @page{size:A4;margin:27mm 20mm 24mm;
    @top-left{content:string(manual);font:8.5pt \(fonts);color:#5f5a4f;vertical-align:bottom;padding-bottom:5mm}
    @top-right{content:string(section);font:8.5pt \(fonts);color:#5f5a4f;vertical-align:bottom;padding-bottom:5mm}
    @bottom-right{content:counter(page) " / " counter(pages);font:8.5pt \(fonts);color:#5f5a4f;\
    vertical-align:top;padding-top:6mm}}
    @page front{@top-left{content:none}@top-right{content:none}@bottom-right{content:none}}

    """

  private static let text = """
    *,*::before,*::after{box-sizing:border-box}
    html{font-size:10pt}
    body{margin:0;color:var(--ink);font-family:\(fonts);line-height:1.65;overflow-wrap:anywhere}
    h1,h2,h3,h4,h5,h6{line-height:1.35;margin:0;font-weight:700}
    h1{font-size:25pt;letter-spacing:-.02em;string-set:manual content();bookmark-level:1}
    h2{font-size:15pt;letter-spacing:-.01em;border-top:1.5pt solid var(--ink);padding-top:9pt;margin-bottom:10pt;\
    string-set:section content();bookmark-level:2}
    h3{font-size:12pt;margin:14pt 0 5pt;bookmark-level:none}
    h4,h5,h6{font-size:10pt;margin:11pt 0 3pt;bookmark-level:none}
    p,ul,ol,dl,pre,blockquote{margin:0 0 7pt}
    ul,ol{padding-left:14pt}
    li{margin:2pt 0}
    a{color:inherit;text-decoration:none}
    a[href^="#why-"]::after,.thing a[href^="#step-"]::after{content:" → " target-counter(attr(href),page);\
    color:var(--soft);font-weight:400}
    a[href^=http],a[href^=mailto],a[href^=tel]{color:var(--accent);text-decoration:underline}
    hr{border:0;border-top:.5pt solid var(--edge);margin:11pt 0}
    blockquote{border-left:2pt solid var(--edge);padding-left:9pt;color:var(--soft)}
    code{font-family:"Noto Sans Mono CJK KR","D2Coding","Apple SD Gothic Neo",monospace;font-size:.94em}
    pre.code{white-space:pre-wrap;background:var(--raised);padding:7pt 9pt;border-radius:3pt}
    .w{white-space:nowrap}
    .quiet{color:var(--soft);font-size:9.5pt}
    section{margin-top:30pt}
    section:first-child{margin-top:0}

    """

  private static let front = """
    .front{page:front;break-after:page}
    .cover{padding-top:4mm}
    .kind{color:var(--soft);margin-bottom:6pt}
    .kind b{color:var(--accent)}
    .summary{font-size:12.5pt;line-height:1.6;margin:9pt 0 0}
    .figures{list-style:none;padding:10pt 0 0;margin:14pt 0 0;border-top:.75pt solid var(--edge);font-weight:700;\
    color:var(--accent)}
    .figures li{display:inline-block;margin:0 20pt 0 0}
    .contents{margin-top:9mm}
    .contents-title{font-size:10pt;border:0;padding:0;margin:0 0 5pt;color:var(--soft);letter-spacing:0;\
    string-set:none;bookmark-level:none}
    .contents ol{list-style:none;padding:0;margin:0}
    .contents li{margin:0}
    .contents a{display:block;padding:1.5pt 0}
    .contents>ol>li>a{font-weight:700}
    .contents ol ol{padding-left:12pt}
    .contents ol ol a{padding:.5pt 0;color:var(--soft)}
    .contents a::after{content:leader(dotted) target-counter(attr(href),page);font-weight:400;color:var(--soft)}
    .made{margin:6pt 0 0;color:var(--soft);font-size:9.5pt}

    """

  private static let parts = """
    .facts,.details,.legend{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:2pt 11pt;margin:3pt 0 7pt;\
    font-size:9.5pt}
    .facts dt,.details dt{color:var(--soft)}
    .details dt{grid-column:1}.details dd{grid-column:2}
    dd{margin:0}
    dd ul,.rules ul{margin:0;padding-left:11pt}
    .cover .facts{margin:9pt 0 0}
    .badge{display:inline-block;font-size:8pt;font-weight:700;line-height:1.4;padding:0 4pt;border-radius:2pt;\
    border:.5pt solid var(--edge);color:var(--soft);white-space:nowrap}
    .badge.human{background:var(--accent);border-color:var(--accent);color:#fff}
    .badge.ai{border-color:var(--accent);color:var(--accent)}
    .badge.warn{border-color:var(--warn);color:var(--warn)}
    .badge.check{border-width:0 0 1pt;border-color:var(--accent);border-radius:0;color:var(--ink);padding:0}
    ol.flow{list-style:none;padding:0;counter-reset:flow}
    ol.flow>li{counter-increment:flow;margin:0;padding:0 0 8pt 24pt}
    ol.flow>li::before{content:counter(flow);display:inline-block;margin:0 8pt 0 -24pt;width:16pt;height:16pt;\
    border:.75pt solid var(--accent);border-radius:50%;color:var(--accent);font-weight:700;font-size:9pt;\
    line-height:14.5pt;text-align:center}
    ol.flow>li.look::before{border-radius:2pt;background:var(--accent);color:#fff}
    .flow .title{font-weight:700}
    p.flow{font-weight:700}
    .who,.meta,.thing{font-size:9.5pt;color:var(--soft);margin:0 0 4pt}
    .who>*,.meta>*,.thing>*{display:inline-block;margin-right:7pt}
    .thing{color:var(--ink)}
    .meta{margin-bottom:9pt}
    table{border-collapse:collapse;width:100%;font-size:9.5pt;line-height:1.5;margin:7pt 0}
    th,td{text-align:left;vertical-align:top;padding:4pt 8pt 4pt 0;border-bottom:.5pt solid var(--edge)}
    thead th,tr:first-child>th[scope=col]{color:var(--soft);border-bottom-color:var(--soft)}
    tfoot th,tfoot td{border-bottom:0;font-weight:700}
    td.number,th.number{text-align:right;padding-right:0;padding-left:6pt;white-space:nowrap}
    tfoot{display:table-row-group}
    .things,.rules{list-style:none;padding:0;margin:0 0 7pt}
    .things>li,.rules>li{padding:7pt 0;margin:0;border-top:.5pt solid var(--edge)}
    .things>li:first-child,.rules>li:first-child{border-top:0;padding-top:2pt}
    .things h3{margin:0 0 3pt}
    .question{font-weight:700}.question p{margin:0 0 2pt}
    .asis{white-space:pre-wrap}
    .callout{border-left:2.5pt solid var(--warn);background:var(--warn-ground);padding:7pt 10pt;margin:9pt 0}
    .callout h3{margin:0 0 2pt;font-size:10pt;color:var(--warn)}
    .callout p:last-child{margin:0}
    .sum{font-weight:700}

    """

  /// The swimlane has colours of its own; the signs below it have them from here.
  private static let picture = """
    .logo{margin:0 0 6mm;line-height:0}
    .logo img{max-height:14mm;max-width:60mm}
    .swim{margin:0 0 12pt;break-inside:avoid}
    .lanes svg{display:block;max-width:100%;height:auto;max-height:205mm}
    .keys ul{list-style:none;padding:0;margin:7pt 0 0;font-size:8.5pt;color:var(--soft)}
    .keys li{display:inline-block;margin:0 12pt 2pt 0}
    .key{display:inline-block;width:14pt;height:8pt;border:1pt solid var(--soft);border-radius:2pt;margin-right:5pt;\
    vertical-align:-.5pt}
    .key.some{border-style:dashed}.key.again{border-style:double;border-width:2.5pt}.key.out{border-color:var(--warn)}
    .key.gate{width:7pt;height:7pt;margin:0 8pt 0 3pt;background:var(--accent);border-color:var(--accent);border-radius:0;\
    transform:rotate(45deg)}
    .key.around,.key.back{height:0;border-width:1.5pt 0 0;border-radius:0;border-top-style:dashed;vertical-align:2.5pt}
    .key.back{border-color:var(--accent);border-top-style:dotted}

    """

  private static let steps = """
    .step{margin:0 0 24pt}
    .step>h3{font-size:13pt;margin:0 0 4pt;bookmark-level:3}
    .step>h3 .number{color:var(--accent);margin-right:2pt}
    .tasks{list-style:none;padding:0}
    .tasks label{display:block;padding-left:17pt}
    .tasks input{appearance:none;display:inline-block;width:9.5pt;height:9.5pt;border:.75pt solid var(--ink);\
    border-radius:1pt;margin:0 7.5pt 0 -17pt;vertical-align:-1pt}
    .checks{border-left:2pt solid var(--accent);padding-left:10pt;margin-top:11pt}
    .checks h4{margin-top:0}
    .note{font-size:9.5pt;color:var(--soft);border-top:.5pt dashed var(--edge);padding-top:6pt;margin-top:9pt}
    .note p:last-child{margin:0}
    .prompt-head h4{margin:11pt 0 4pt}
    .prompt{background:var(--raised);border:.5pt solid var(--edge);border-radius:4pt;padding:8pt 10pt;margin:0 0 6pt;\
    font-size:9.75pt;line-height:1.65}
    .prompt p{margin:0}
    .prompt .run{white-space:pre-wrap}
    .hole{background:var(--hole);color:var(--hole-ink);border-radius:2pt;padding:0 1.5pt;font-weight:700}
    .when{color:var(--accent);font-weight:700;font-size:9.5pt}
    .choice{white-space:pre-line;border:.5pt dashed var(--accent);border-radius:2pt;padding:0 3pt}
    .each{font-weight:400;color:var(--soft);font-size:9pt}
    .branches{margin:6pt 0}
    .branches .lead{font-weight:700;color:var(--soft);font-size:9.5pt;margin:0 0 3pt}
    .panel{border-left:2pt solid var(--accent);padding-left:8pt;margin:0 0 6pt}
    .panel>.when{margin:0 0 1pt}
    .panel:last-child,.panel>.body>:last-child{margin-bottom:0}
    .prompt>.branches:first-child{margin-top:0}.prompt>.branches:last-child{margin-bottom:0}
    .checks .legend{margin-bottom:0}

    """

  /// What stays together. A long prompt is cut between its lines, at least three on each side.
  private static let breaks = """
    p,li,.run,dd{orphans:3;widows:3}
    h2,h3,h4,h5,h6,.prompt-head,.meta,.lead,.panel>.when,h2+.quiet,p.flow{break-after:avoid}
    .things>li,.rules>li,ol.flow>li,.callout,.tasks li,tr,.cover,.figures,.facts,.legend>*,.details>*{break-inside:avoid}
    .panel,.checks,.prompt{box-decoration-break:clone}
    .panel:not(:has(.branches)),.prompt:not(.long){break-inside:avoid}
    .step>.meta:last-child{break-before:avoid}
    #help,#about{break-inside:avoid}
    thead{display:table-header-group}
    .contents a{break-inside:avoid}

    """
}
