// The look of swimlanes: the page's colours, on screens, on paper, and where the system decides on colours.

extension ManualStylesheet {
  static let swimlane = """
    .logo{margin:0 0 1.25rem;line-height:0}
    .logo img{max-height:3.5rem;max-width:min(14rem,100%);width:auto;height:auto}
    @media screen and (prefers-color-scheme:dark){.logo img{background:#fff;padding:.5rem .75rem;border-radius:6px;\
    box-sizing:content-box}}
    .roles th,.roles td{padding-right:1rem;overflow-wrap:break-word}
    @media (max-width:30rem){.roles thead th{font-size:.8125rem}.roles th,.roles td{padding-right:.375rem}}
    .swim{margin:0 0 2rem}
    .lanes svg{display:block;max-width:100%;height:auto}
    .lanes.on-page svg,.lanes.on-phone svg{margin:0 auto 0 0}
    .lanes text{fill:var(--ink);font-size:13px;text-anchor:middle;word-break:normal}
    .lanes .title{font-weight:600}.lanes .name{font-weight:700}
    .lanes .kind,.lanes .mark,.lanes .actor{font-size:12px;fill:var(--soft)}
    .lanes .leaves{font-size:12px;font-weight:600;fill:var(--warn)}
    .lanes .lane{fill:var(--ground);stroke:var(--edge)}
    .lanes .head{fill:var(--raised);stroke:var(--edge)}
    .lanes .box{fill:var(--ground);stroke:var(--soft);stroke-width:1.5}
    .lanes .box.human{stroke:var(--accent);stroke-width:2}
    .lanes .box.ai{fill:var(--raised)}
    .lanes .box.out{stroke:var(--warn);stroke-width:2}
    .lanes .box.some{stroke-dasharray:5 3}
    .lanes .again{fill:none;stroke:var(--soft)}.lanes .again.out{stroke:var(--warn)}
    .lanes .gate{fill:var(--accent);stroke:var(--accent)}
    .lanes .way{fill:none;stroke:var(--soft);stroke-width:2;stroke-linejoin:round}
    .lanes .way.around{stroke-dasharray:6 3}
    .lanes .way.back{stroke:var(--accent);stroke-dasharray:2 3}
    .lanes .tip{fill:var(--soft)}.lanes .tip.back{fill:var(--accent)}
    .lanes.on-phone,.lanes.on-wide{display:none}
    @media screen and (max-width:39.99rem){.lanes.on-phone{display:block}.lanes.on-page{display:none}}
    @media screen and (min-width:80rem){.lanes.on-wide{display:flex;justify-content:center;width:75.75rem;\
    margin-left:calc(50% - 37.875rem)}.lanes.narrow{display:none}}
    .keys ul{display:flex;flex-wrap:wrap;gap:.125rem 1.5rem;list-style:none;padding:0;margin:.75rem 0 0;\
    font-size:.875rem;color:var(--soft)}
    .keys li{display:flex;gap:.5rem;align-items:center;margin:0}
    .key{flex:none;width:1.375rem;height:.875rem;border:1.5px solid var(--soft);border-radius:3px}
    .key.some{border-style:dashed}.key.again{border-style:double;border-width:4px}.key.out{border-color:var(--warn)}
    .key.gate{width:.75rem;height:.75rem;margin:0 .3125rem;background:var(--accent);border-color:var(--accent);\
    border-radius:0;transform:rotate(45deg)}
    .key.around,.key.back{height:0;border-width:2px 0 0;border-radius:0;border-top-style:dashed}
    .key.back{border-color:var(--accent);border-top-style:dotted}
    @media print{
    .swim{break-inside:avoid;margin-bottom:14pt}
    .lanes svg{max-height:230mm;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    .key{-webkit-print-color-adjust:exact;print-color-adjust:exact}
    }
    @media (forced-colors:active){
    .lanes text{fill:CanvasText}
    .lanes .lane,.lanes .head,.lanes .box{fill:Canvas;stroke:CanvasText}
    .lanes .way,.lanes .again{stroke:CanvasText}.lanes .way.back{stroke:LinkText}
    .lanes .tip,.lanes .gate{fill:CanvasText;stroke:CanvasText}.lanes .tip.back{fill:LinkText}
    .key{forced-color-adjust:none;border-color:CanvasText}.key.gate{background:CanvasText}
    }

    """
}
