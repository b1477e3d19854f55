// The look of a manual: light, dark and print in one style sheet, with the author's colour in it.

import DariBase
import DariSemantics

enum ManualStylesheet {
  /// A calm slate, where the author has none.
  static let ownColour = Colour(red: 0x3A, green: 0x56, blue: 0x73)

  static func css(colour: String?) -> [UInt8] {
    Array((variables(colour: colour) + layout + parts + prompts + tool + swimlane + printed).utf8)
  }

  /// The author's colour, or our own, as it is on light grounds.
  static func accent(_ colour: String?) -> String {
    (colour.flatMap(Colour.init) ?? ownColour).readable(on: ManualGrounds.light).hex
  }

  /// The colours, light and dark, as variables.
  static func variables(colour: String?) -> String {
    let dark = (colour.flatMap(Colour.init) ?? ownColour).readable(on: ManualGrounds.dark).hex
    return variables(light: accent(colour), dark: dark)
  }

  private static func variables(light: String, dark: String) -> String {
    """
    :root{color-scheme:light dark;--ground:#fdfcf9;--raised:#f5f2eb;--edge:#ddd8cc;--ink:#25231e;--soft:#5f5a4f;\
    --accent:\(light);--on-accent:#fdfcf9;--hole:#f3e6bd;--hole-ink:#4a3600;--warn:#8c2f16;--warn-ground:#fbeee8}
    @media screen and (prefers-color-scheme:dark){:root{--ground:#171614;--raised:#24221f;--edge:#423e38;--ink:#ece8df;\
    --soft:#b5aea1;--accent:\(dark);--on-accent:#171614;--hole:#453a1a;--hole-ink:#f6e3a8;--warn:#ffb199;\
    --warn-ground:#35211b}}

    """
  }

  private static let layout = """
    *,*::before,*::after{box-sizing:border-box}
    html{font-size:100%;-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-behavior:smooth}
    @media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
    body{margin:0;background:var(--ground);color:var(--ink);font-family:system-ui,-apple-system,"Apple SD Gothic Neo",\
    "Malgun Gothic","Noto Sans KR","Noto Sans CJK KR",sans-serif;font-size:1.0625rem;line-height:1.75;\
    word-break:keep-all;overflow-wrap:anywhere;line-break:strict}
    .page{max-width:46rem;margin:0 auto;padding:0 1.125rem 4rem}
    h1,h2,h3,h4,h5,h6{line-height:1.35;text-wrap:balance;margin:0}
    h1{font-size:clamp(1.75rem,1.35rem + 2vw,2.5rem);letter-spacing:-.02em}
    h2{font-size:1.4375rem;letter-spacing:-.015em;padding-top:1.25rem;border-top:2px solid var(--ink);margin-bottom:1rem}
    h3{font-size:1.1875rem;margin:1.75rem 0 .625rem}
    h4,h5,h6{font-size:1rem;margin:1.5rem 0 .5rem}
    p,ul,ol,dl,pre,blockquote{margin:0 0 .875rem}
    ul,ol{padding-left:1.375rem}
    li{margin:.25rem 0}
    a{color:var(--accent);text-underline-offset:.2em;text-decoration-thickness:1px}
    a:focus-visible,input:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:2px}
    section{margin-top:3.5rem}
    :target{scroll-margin-top:1rem}
    hr{border:0;border-top:1px solid var(--edge);margin:1.5rem 0}
    blockquote{border-left:3px solid var(--edge);padding-left:1rem;color:var(--soft)}
    code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,"D2Coding","Noto Sans Mono CJK KR",monospace;font-size:.92em}
    pre.code{white-space:pre-wrap;background:var(--raised);padding:.875rem 1rem;border-radius:6px}
    .skip{position:absolute;left:-100vw;background:var(--ground);padding:.75rem 1rem;z-index:1}
    .skip:focus{left:0;top:0}
    .quiet{color:var(--soft);font-size:.9375rem}
    .flow{font-weight:600}

    """

  private static let parts = """
    .cover{padding:3rem 0 0}
    .kind{color:var(--soft);font-size:.9375rem;margin-bottom:.75rem}
    .kind b{color:var(--accent);font-weight:700}
    .summary{font-size:1.1875rem;line-height:1.65;margin:1rem 0 0;color:var(--ink)}
    .figures{display:flex;flex-wrap:wrap;gap:.5rem 2.25rem;list-style:none;padding:1.25rem 0 0;margin:1.5rem 0 0;\
    border-top:1px solid var(--edge);font-weight:650;color:var(--accent)}
    .figures li{margin:0}
    .facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem 1.25rem;margin:1rem 0 0;\
    font-size:.9375rem}
    .facts dt{color:var(--soft)}.facts dd{margin:0}
    .contents{margin-top:2.25rem;background:var(--raised);border-radius:8px;padding:1rem 1.25rem .75rem}
    .contents h2{font-size:.9375rem;border:0;padding:0;margin:0 0 .25rem;color:var(--soft);letter-spacing:0}
    .contents ol{list-style:none;padding:0;margin:0;columns:2 7.75rem;column-gap:1.25rem}
    .contents li{margin:0;break-inside:avoid}
    .contents a{display:flex;align-items:center;min-height:2.75rem;padding:.375rem 0;text-decoration:none;line-height:1.3}
    .contents a:hover{text-decoration:underline}
    .badge{display:inline-block;font-size:.8125rem;font-weight:650;line-height:1.5;padding:.0625rem .5rem;\
    border-radius:4px;border:1px solid var(--edge);color:var(--soft);vertical-align:.08em;white-space:nowrap}
    .badge.human{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
    .badge.ai{border-color:var(--accent);color:var(--accent)}
    .badge.warn{border-color:var(--warn);color:var(--warn)}
    .badge.check{border-style:solid;border-width:0 0 2px;border-color:var(--accent);border-radius:0;color:var(--ink);\
    padding:0}
    .flow{list-style:none;padding:0;margin:0;counter-reset:flow}
    .flow>li{position:relative;margin:0;padding:0 0 1.125rem 3rem;counter-increment:flow}
    .flow>li::before{content:counter(flow);position:absolute;left:0;top:.0625rem;width:1.875rem;height:1.875rem;\
    border:1.5px solid var(--accent);border-radius:50%;color:var(--accent);font-weight:700;font-size:.9375rem;\
    display:grid;place-items:center;background:var(--ground)}
    .flow>li.look::before{border-radius:4px;background:var(--accent);color:var(--on-accent)}
    .flow>li::after{content:"";position:absolute;left:.9375rem;top:2.125rem;bottom:.0625rem;border-left:1.5px solid \
    var(--edge)}
    .flow>li:last-child::after{display:none}
    .flow .title{display:inline-flex;min-width:1.5rem;align-items:center;min-height:2.75rem;margin:-.4375rem 0;font-weight:650}
    p.flow a{display:inline-flex;align-items:center;min-height:2.75rem}
    .flow .who{display:flex;flex-wrap:wrap;gap:.25rem .625rem;align-items:center;color:var(--soft);font-size:.9375rem}
    .table{overflow-x:visible;margin:1rem 0}
    table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.6}
    th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--edge)}
    thead th,tr:first-child>th[scope=col]{color:var(--soft);font-weight:600;border-bottom-color:var(--soft)}
    tfoot th,tfoot td{border-bottom:0;font-weight:700}
    th[scope=row]{font-weight:600}
    td.number,th.number{text-align:right;padding-right:0;padding-left:.5rem;white-space:nowrap;\
    font-variant-numeric:tabular-nums}
    .things{list-style:none;padding:0;margin:0}
    .things>li{padding:1.125rem 0;margin:0;border-top:1px solid var(--edge)}
    .things h3{margin:0 0 .375rem}
    .things>li:first-child{border-top:0;padding-top:.25rem}
    .thing{display:flex;flex-wrap:wrap;gap:.25rem .625rem;align-items:center;margin:0 0 .375rem}
    .question{font-weight:600}.question p{margin:0 0 .25rem}
    .details{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.125rem 1rem;margin:.375rem 0 0;\
    font-size:.9375rem}
    .details dt{color:var(--soft)}.details dd{margin:0}
    .details dt{grid-column:1}.details dd{grid-column:2}
    .details ul,.rules ul{margin:0;padding-left:1.125rem;list-style:disc}
    .asis{white-space:pre-wrap}
    .callout{border-left:4px solid var(--warn);background:var(--warn-ground);padding:.875rem 1.125rem;\
    border-radius:0 6px 6px 0;margin:1.25rem 0}
    .callout h3{margin:0 0 .25rem;font-size:1rem;color:var(--warn)}
    .callout p:last-child{margin:0}
    .rules{list-style:none;padding:0}
    .rules>li{padding:.75rem 0;border-top:1px solid var(--edge);margin:0}
    .rules ul{margin:.25rem 0 0}
    .step{margin:0 0 3.25rem;padding-top:1.25rem;border-top:1px solid var(--edge)}
    .step:first-of-type{border-top:0;padding-top:0}
    .step>h3{font-size:1.375rem;margin:0 0 .5rem;display:flex;gap:.75rem;letter-spacing:-.01em}
    .step>h3 .number{color:var(--accent);font-variant-numeric:tabular-nums}
    .meta{display:flex;flex-wrap:wrap;gap:.25rem .875rem;align-items:center;font-size:.9375rem;color:var(--soft);\
    margin:0 0 1.25rem}
    .meta a{display:inline-flex;align-items:center;min-height:2.75rem}
    .tasks{list-style:none;padding:0;margin:0 0 .5rem}
    .tasks li{margin:0}
    .tasks label{display:flex;gap:.75rem;min-height:2.75rem;padding:.5rem 0;cursor:pointer}
    .tasks input{flex:none;width:1.25rem;height:1.25rem;margin:.25rem 0 0;accent-color:var(--accent)}
    .checks{border-left:3px solid var(--accent);padding-left:1rem;margin-top:1.5rem}
    .checks h4{margin-top:0}
    .note{font-size:.9375rem;color:var(--soft);border-top:1px dashed var(--edge);padding-top:.75rem;margin-top:1.25rem}
    .note p:last-child{margin:0}
    .sum{font-weight:600}
    footer{border-top:1px solid var(--edge);margin-top:4rem;padding-top:1rem;color:var(--soft);font-size:.875rem}
    @media (max-width:30rem){.details,.facts{grid-template-columns:minmax(0,1fr);gap:0}.details dd{grid-column:1}.details dd,.facts dd{\
    margin-bottom:.5rem}.step>h3{gap:.5rem}}

    """

  private static let prompts = """
    .prompt-head{display:flex;flex-wrap:wrap;gap:0 .625rem;align-items:baseline;margin:1.5rem 0 .5rem}
    .prompt-head h4{margin:0}
    .prompt{background:var(--raised);border:1px solid var(--edge);border-radius:8px;\
    padding:1rem 1.125rem;margin:0 0 .75rem;font-size:1rem;line-height:1.7}
    .prompt p{margin:0}
    .hole{background:var(--hole);color:var(--hole-ink);border-radius:3px;padding:.0625rem .1875rem;font-size:.94em;\
    font-weight:600}
    .when{color:var(--accent);font-weight:650;font-size:.9375rem}
    .choice{white-space:pre-line;border:1px dashed var(--accent);border-radius:4px;padding:.0625rem .375rem}
    .choice .when{font-size:.875em}
    .each{font-weight:400;color:var(--soft);font-size:.875rem}
    .branches{margin:.75rem 0}
    .branches .lead{font-size:.9375rem;font-weight:650;color:var(--soft);margin:0 0 .375rem}
    .panel{border-left:3px solid var(--accent);padding:.125rem 0 .125rem .875rem;margin:0 0 .75rem}
    .panel:last-child{margin-bottom:0}
    .panel>.when{margin:0 0 .125rem}
    .panel>.body>:last-child{margin-bottom:0}
    .prompt .run{white-space:pre-wrap}
    .prompt>.branches:first-child{margin-top:0}.prompt>.branches:last-child{margin-bottom:0}
    .legend{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.25rem .875rem;margin:.25rem 0 1rem;\
    font-size:.9375rem;line-height:1.6}
    .legend dt,.legend dd,.legend ul{margin:0}.legend ul{padding-left:1.125rem}.checks .legend{margin-bottom:0}
    @media (max-width:40rem){.legend{grid-template-columns:minmax(0,1fr);gap:0}.legend dd{margin:0 0 .5rem}\
    .prompt{padding:.875rem .875rem}.panel{padding-left:.625rem}}

    """

  /// The page as the tool: fields, the finished prompt, the answer.
  private static let tool = """
    [hidden]{display:none!important}
    .desk-bar{background:var(--raised);border-radius:8px;padding:1rem 1.25rem;margin:0 0 2rem}
    .desk-bar h3{margin:0 0 .25rem}
    .desk-bar>p{margin:0 0 .5rem}
    .switch{display:flex;gap:.75rem;align-items:center;min-height:2.75rem;cursor:pointer}
    .work input,.work textarea,.work select{font:inherit;color:inherit;background:var(--ground);border:1px solid var(--soft);\
    border-radius:6px;padding:.5rem .75rem;width:100%;min-height:2.75rem}
    .work textarea{line-height:1.6;resize:vertical;display:block;field-sizing:content;max-height:32rem}
    .work input[type=radio],.work input[type=checkbox],.switch input{flex:none;width:1.25rem;height:1.25rem;min-height:0;\
    margin:.3125rem 0 0;padding:0;accent-color:var(--accent)}
    .switch input{margin:0}
    .work input[type=file]{padding:.5rem;border-style:dashed}
    .work input::placeholder,.work textarea::placeholder{color:var(--soft);opacity:1}
    .work input:focus-visible,.work textarea:focus-visible,.work select:focus-visible,button:focus-visible,\
    summary:focus-visible,.finished:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
    .work [aria-invalid=true]{border-color:var(--warn);border-width:2px}
    .form{background:var(--raised);border-radius:8px;padding:1rem 1.125rem;margin:0 0 1.25rem}
    .form>h4{margin-top:0}
    .field{margin:0 0 1.125rem;padding:0;border:0;min-width:0}
    .field>label,.field>legend{display:block;font-weight:650;margin:0 0 .375rem;padding:0}
    .field .asked{display:block}.field .asked p{margin:0 0 .25rem}
    .hint{color:var(--soft);font-size:.9375rem;margin:.25rem 0 0}
    .hint:empty,.problem:empty{display:none}
    .problem{color:var(--warn);font-size:.9375rem;font-weight:650;margin:.25rem 0 0}
    .problem::before{content:"! "}
    .amount{display:flex;gap:.5rem;align-items:center}.amount input{flex:1;text-align:right}
    .choices>label{display:flex;gap:.75rem;align-items:flex-start;min-height:2.75rem;padding:.5rem 0;margin:0;cursor:pointer;\
    font-weight:400}
    .group{border-left:3px solid var(--edge);padding-left:.875rem}
    .fold>summary,.template>summary,.run>summary{cursor:pointer;min-height:2.75rem;padding:.5rem 0;font-weight:650}
    .fold[open]{border-left:3px solid var(--edge);padding-left:.875rem}
    .template>summary{font-weight:400;color:var(--soft);font-size:.9375rem}
    .item{border-bottom:1px solid var(--edge);margin:0 0 .875rem;padding:0 0 .875rem}
    .item{display:flex;gap:.5rem;align-items:flex-end}.item>.field{flex:1;margin:0}
    .item.several{display:block;position:relative}
    .item.several>.quiet-button{position:absolute;top:-.375rem;right:0}
    .apart{justify-content:space-between}
    .fold>summary .hint{font-weight:400;white-space:nowrap}.fold>summary .asked,.fold>summary .asked p{display:inline}
    .row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.25rem 0}
    button{font:inherit;cursor:pointer;min-height:2.75rem;border-radius:6px;padding:.375rem 1rem}
    .main-button{background:var(--accent);color:var(--on-accent);border:1px solid var(--accent);font-weight:650}
    .quiet-button{background:transparent;color:var(--accent);border:1px solid var(--accent)}
    .link{background:none;border:0;padding:0 .125rem;color:var(--accent);text-decoration:underline;text-underline-offset:.2em;\
    text-align:left}
    .status{font-size:.9375rem;color:var(--warn);margin:.25rem 0 .5rem}
    .status.done{color:var(--soft)}
    .told{font-weight:650}
    .finished{font:inherit;line-height:1.7;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--raised);\
    border:1px solid var(--edge);border-radius:8px;padding:1rem 1.125rem;margin:0 0 .75rem}
    .part .prompt-head{justify-content:space-between;align-items:center;margin:.75rem 0 .5rem}
    .outcome{border-left:3px solid var(--accent);padding-left:1rem;margin:1.5rem 0 0}
    .decision{margin-top:1rem}.refused{margin:.5rem 0 0}
    .hole.known{background:none;color:inherit;text-decoration:underline;text-decoration-color:var(--edge)}
    .by-hand{margin:.5rem 0}
    .step.skipped>:not(h3):not(.meta):not(.flow):not([id^=fill]){opacity:1;display:none}
    @media screen and (min-width:72rem){.desk.two{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,6fr);gap:1.5rem;\
    margin-inline:-9rem;align-items:start}.desk.two .runs{position:sticky;top:1rem}}

    """

  private static let printed = """
    @page{size:A4;margin:18mm 17mm 20mm}
    @media print{
    html{font-size:9.5pt}
    body{background:#fff;line-height:1.6}
    .page{max-width:none;padding:0}
    .skip,.contents,.desk-bar,.template>summary,.blank,button{display:none}
    tfoot{display:table-row-group}
    .cover{padding-top:0}
    h1{font-size:22pt}
    section{margin-top:22pt}.step{margin-bottom:20pt}
    h1,h2,h3,h4,h5,h6,.prompt-head,.meta,.lead,.when,h2+.quiet{break-after:avoid}
    p,li{orphans:3;widows:3}
    tr,.things>li,.rules>li,.flow>li,.callout,.tasks li,.legend dd,.figures,.details,.checks{break-inside:avoid}
    .panel:not(:has(.branches)),.prompt:not(:has(.branches)){break-inside:avoid}
    .prompt,.panel,.checks,.branches{-webkit-box-decoration-break:clone;box-decoration-break:clone}
    .tasks label{min-height:0;padding:2pt 0}
    .flow .title,.meta a{min-height:0;margin:0}
    a{color:inherit;text-decoration:none}
    .badge,.hole,.prompt,.panel,.callout,.flow>li::before,.checks{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }

    """
}
