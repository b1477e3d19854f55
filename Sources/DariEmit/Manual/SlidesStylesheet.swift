// The look of slides: sizes grow with the screen as 16 to 9, and on a phone the page simply scrolls.

enum SlidesStylesheet {
  static func css(colour: String?) -> [UInt8] {
    Array(
      (ManualStylesheet.variables(colour: colour) + ManualStylesheet.swimlane + frame + parts + picture
        + small
        + printed).utf8)
  }

  /// `--u` is a hundredth of the largest 16 to 9 picture in the window.
  private static let frame = """
    :root{--u:min(1vw,1.7778vh)}
    *,*::before,*::after{box-sizing:border-box}
    html{scroll-snap-type:y mandatory;-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0;background:var(--ground);color:var(--ink);font-family:system-ui,-apple-system,"Apple SD Gothic Neo",\
    "Malgun Gothic","Noto Sans KR","Noto Sans CJK KR",sans-serif;font-size:calc(var(--u)*1.9);line-height:1.6;\
    word-break:keep-all;overflow-wrap:anywhere;line-break:strict}
    .slide{scroll-snap-align:start;min-height:100vh;min-height:100svh;display:flex;flex-direction:column;outline:0;\
    padding:calc(var(--u)*4) calc(var(--u)*7) calc(var(--u)*2)}
    .slide+.slide{border-top:1px solid var(--edge)}
    .inside{flex:1;display:flex;flex-direction:column;width:100%;max-width:calc(var(--u)*86);margin:0 auto}
    .body{flex:1;display:flex;flex-direction:column;padding-top:calc(var(--u)*3)}
    .title .body,.notice .body{justify-content:center;padding:0}
    .foot{display:flex;justify-content:space-between;gap:1em;width:100%;max-width:calc(var(--u)*86);\
    margin:calc(var(--u)*1.5) auto 0;color:var(--soft);font-size:calc(var(--u)*1.2)}
    h1,h2,h3{line-height:1.3;text-wrap:balance;margin:0;letter-spacing:-.015em}
    h1{font-size:calc(var(--u)*5)}
    h2{font-size:calc(var(--u)*3.2)}
    h3{font-size:calc(var(--u)*2.1)}
    p,ul,ol,dl{margin:0}
    a{color:inherit;text-decoration:none}
    a[href]{text-decoration:underline;text-decoration-thickness:1px;text-underline-offset:.2em}
    a:focus-visible{outline:3px solid var(--accent);outline-offset:3px}
    .quiet{color:var(--soft);font-size:calc(var(--u)*1.5);margin-top:calc(var(--u)*1)}

    """

  private static let parts = """
    .kind{color:var(--soft);margin-bottom:calc(var(--u)*1.2)}
    .kind b{color:var(--accent)}
    .summary{font-size:calc(var(--u)*2.4);margin-top:calc(var(--u)*1.6)}
    .figures{display:flex;flex-wrap:wrap;gap:.25em 2.25em;list-style:none;padding:calc(var(--u)*1.6) 0 0;\
    margin-top:calc(var(--u)*2);border-top:1px solid var(--edge);font-weight:650;color:var(--accent)}
    .made,.keys{color:var(--soft);font-size:calc(var(--u)*1.5);margin-top:calc(var(--u)*1.4)}
    .keys{display:none;margin-top:calc(var(--u)*.5)}
    @media (hover:hover){.scripted .keys{display:block}}
    .badge{display:inline-block;font-size:.8em;font-weight:650;line-height:1.5;padding:.05em .5em;border-radius:.25em;\
    border:1px solid var(--edge);color:var(--soft);white-space:nowrap}
    .badge.human{background:var(--accent);border-color:var(--accent);color:var(--on-accent)}
    .badge.ai{border-color:var(--accent);color:var(--accent)}
    .badge.warn{border-color:var(--warn);color:var(--warn)}
    .badge.check{border-width:0 0 2px;border-color:var(--accent);border-radius:0;color:var(--ink);padding:0}
    .flow{list-style:none;padding:0;display:grid;grid-template-columns:1fr 1fr;grid-auto-flow:row;\
    gap:calc(var(--u)*1.6) calc(var(--u)*4)}
    .flow>li{display:grid;grid-template-columns:calc(var(--u)*3) 1fr;column-gap:calc(var(--u)*1.2);align-items:start}
    .flow>li>*{grid-column:2}
    .flow>li::before{content:attr(value);grid-column:1;grid-row:1/3;width:calc(var(--u)*3);height:calc(var(--u)*3);\
    border:1.5px solid var(--accent);border-radius:50%;color:var(--accent);font-weight:700;font-size:calc(var(--u)*1.4);\
    display:grid;place-items:center}
    .flow>li.look::before{border-radius:.2em;background:var(--accent);color:var(--on-accent)}
    .flow a{text-decoration:none;font-weight:650}
    .who,.meta{display:flex;flex-wrap:wrap;gap:.2em .6em;align-items:center;color:var(--soft);\
    font-size:calc(var(--u)*1.5)}
    .meta{font-size:calc(var(--u)*1.9);margin-bottom:calc(var(--u)*2.4)}
    .facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:calc(var(--u)*1.1) calc(var(--u)*2.8)}
    .step .facts,p.look{font-size:calc(var(--u)*2.1)}
    .facts dt{color:var(--soft)}.facts dd{margin:0}.facts ul{padding-left:1em}
    .look{font-weight:650}
    p.look{margin-top:calc(var(--u)*2);padding-left:calc(var(--u)*1.4);border-left:calc(var(--u)*.4) solid var(--accent)}
    .points{list-style:none;padding:0;display:grid;gap:calc(var(--u)*2.2)}
    .points p{margin:calc(var(--u)*.4) 0}
    .points .facts{font-size:calc(var(--u)*1.6)}
    .big{font-size:calc(var(--u)*2.8);font-weight:700;line-height:1.4;color:var(--accent);text-wrap:balance}
    .bars{display:block;width:100%;margin:calc(var(--u)*1) 0}
    .bars .before{fill:var(--edge)}.bars .after{fill:var(--accent)}
    table{border-collapse:collapse;width:100%;font-size:calc(var(--u)*1.7);line-height:1.45;overflow-wrap:break-word}
    th,td{text-align:left;vertical-align:top;padding:.4em 1em .4em 0;border-bottom:1px solid var(--edge)}
    th[scope=row]{font-weight:600}
    thead th{color:var(--soft);font-weight:600}
    tfoot th,tfoot td{border-bottom:0;font-weight:700}
    td.number,th.number{text-align:right;padding-right:0;white-space:nowrap;font-variant-numeric:tabular-nums}
    ol.next{padding-left:1.4em;display:grid;gap:calc(var(--u)*.6);font-size:calc(var(--u)*1.65);line-height:1.45}
    .slide.next .body{padding-top:calc(var(--u)*2)}
    .next ul{padding-left:1.1em;font-size:calc(var(--u)*1.45);columns:2;column-gap:calc(var(--u)*3)}
    .next ul li{break-inside:avoid}

    """

  /// What the page says of its swimlane, in the sizes of a deck.
  private static let picture = """
    .swim{margin:0;flex:1;display:flex;flex-direction:column}
    .lanes.on-deck{flex:1}
    .lanes.on-deck svg{width:100%;height:calc(var(--u)*32);max-height:none;margin:0}
    .keys ul{font-size:calc(var(--u)*1.3);margin-top:calc(var(--u)*1)}
    .logo{margin:0 0 calc(var(--u)*2)}.logo img{max-height:calc(var(--u)*5)}

    """

  private static let small = """
    @media screen and (max-width:45rem){:root{--u:.53125rem}
    html{scroll-snap-type:y proximity}
    .slide{padding:2rem 1.25rem 1rem;min-height:0}
    .slide.title{min-height:100svh}
    .inside,.foot{max-width:none}
    .body{padding-top:1.25rem}.next ul{columns:1}
    h1{font-size:1.875rem}h2{font-size:1.5rem}h3{font-size:1.125rem}
    th,td{padding-right:.375rem;overflow-wrap:anywhere}
    body,.meta,.who,.quiet,.kind,.made,table,ol.next,.step .facts,.points .facts,p.look,.next ul{font-size:1rem}.foot{font-size:.875rem}
    .summary{font-size:1.125rem}.big{font-size:1.375rem}
    .flow,.facts{grid-template-columns:minmax(0,1fr)}.facts{gap:0}.facts dd{margin-bottom:.5rem}
    .flow>li{grid-template-columns:1.875rem 1fr}
    .flow>li::before{width:1.875rem;height:1.875rem;font-size:.9375rem}
    .flow a,.points a[href]{display:inline-flex;align-items:center;min-height:2.75rem}
    .lanes.on-deck{display:none}.lanes.on-phone{display:block}.keys ul{font-size:.875rem}}

    """

  /// A page of paper is a slide; what does not fit goes on over the next rather than away.
  private static let printed = """
    @page{size:338.67mm 190.5mm;margin:0}
    @media print{:root{--u:3.3867mm}
    body{background:#fff}
    html{scroll-snap-type:none}
    .slide{min-height:189mm;break-after:page;break-inside:avoid;border:0!important}
    .slide:last-child{break-after:auto}
    .swim{margin:0}.lanes.on-phone{display:none}.lanes svg{max-height:none}
    .keys{display:none!important}
    .badge,.flow>li::before,.bars{-webkit-print-color-adjust:exact;print-color-adjust:exact}}

    """
}
