// What keys and taps do with slides. All of it is there without: slides follow each other on one page that scrolls.

enum SlidesScript {
  static let bytes = Array(text.utf8)

  /// → ↓ Page Down, space and Enter go on, ← ↑ Page Up and shift-space back, Home and End to the ends, P prints. A tap on the
  /// left third goes back; one on a link, or one that selects text, does what it always does.
  private static let text = """
    "use strict";(()=>{
    const slides=[...document.querySelectorAll(".slide")];
    const calm=matchMedia("(prefers-reduced-motion: reduce)");
    document.documentElement.classList.add("scripted");
    const current=()=>{let best=0,least=Infinity;slides.forEach((slide,index)=>{
    const box=slide.getBoundingClientRect();
    const away=box.top<=1&&box.bottom>innerHeight/2?0:Math.abs(box.top);
    if(away<least){least=away;best=index}});return best};
    let goal=null;
    const go=index=>{const slide=slides[Math.max(0,Math.min(slides.length-1,index))];goal=slides.indexOf(slide);
    slide.scrollIntoView({behavior:calm.matches?"auto":"smooth",block:"start"});
    slide.focus({preventScroll:true});
    try{history.replaceState(null,"","#"+slide.id)}catch{}};
    const here=()=>goal??current();
    addEventListener("scrollend",()=>{goal=null});
    addEventListener("wheel",()=>{goal=null},{passive:true});
    addEventListener("touchmove",()=>{goal=null},{passive:true});
    addEventListener("keydown",event=>{
    if(event.altKey||event.ctrlKey||event.metaKey||event.isComposing)return;
    const link=event.target.closest&&event.target.closest("a");
    let to;switch(event.key){
    case"ArrowRight":case"ArrowDown":case"PageDown":to=here()+1;break;
    case"ArrowLeft":case"ArrowUp":case"PageUp":to=here()-1;break;
    case" ":if(link)return;to=here()+(event.shiftKey?-1:1);break;
    case"Enter":if(link)return;to=here()+1;break;
    case"Home":to=0;break;
    case"End":to=slides.length-1;break;
    case"p":case"P":case"ㅔ":event.preventDefault();print();return;
    default:return}
    event.preventDefault();go(to)});
    addEventListener("click",event=>{
    if(event.button!==0||event.target.closest("a")||String(getSelection()))return;
    go(here()+(event.clientX<innerWidth/3?-1:1))});
    })();
    """
}
