// Valid documents, and what PyYAML 6.0.3 (`BaseLoader`, scalars as text) makes of them.

let peerDocuments: [(text: String, structure: String)] = [
  (
    "a: b\n",
    "{\"a\": \"b\"}"
  ),
  (
    "a: b\nc: d\n",
    "{\"a\": \"b\", \"c\": \"d\"}"
  ),
  (
    "a:\n  b: c\n  d:\n    e: f\n",
    "{\"a\": {\"b\": \"c\", \"d\": {\"e\": \"f\"}}}"
  ),
  (
    "- a\n- b\n",
    "[\"a\", \"b\"]"
  ),
  (
    "a:\n- b\n- c\nd: e\n",
    "{\"a\": [\"b\", \"c\"], \"d\": \"e\"}"
  ),
  (
    "a:\n  - b\n  - c: d\n    e: f\n  - - g\n    - h\n",
    "{\"a\": [\"b\", {\"c\": \"d\", \"e\": \"f\"}, [\"g\", \"h\"]]}"
  ),
  (
    "routine: email-reply\ntitle: 고객 문의 메일 답장\nsummary: 고객 메일에 30분 안에 정확하고 따뜻하게 답합니다.\nrole: marketing\nowner: owner\nuses: [brand]\n",
    "{\"routine\": \"email-reply\", \"title\": \"고객 문의 메일 답장\", \"summary\": \"고객 메일에 30분 안에 정확하고 따뜻하게 답합니다.\", \"role\": \"marketing\", \"owner\": \"owner\", \"uses\": [\"brand\"]}"
  ),
  (
    "project: haru-coffee\nversion: 1.0.0\nlocales: [ko, en]                     # the first is the default\nfallback: { en: ko }                  # optional\nclient: { name: 하루커피, contact: \"010-0000-0000\" }\nauthor: { name: 다리연구소, logo: brand/logo.svg, colour: \"#2f6f4e\" }\nmodels:\n  text: { api: openai, url: \"http://127.0.0.1:8000/v1\", model: gpt-5-mini, temperature: 0, key: $OPENAI_API_KEY }\nduties: [kr-ai-basic]\nglossary: { 톤: 글의 말투와 분위기 }\n",
    "{\"project\": \"haru-coffee\", \"version\": \"1.0.0\", \"locales\": [\"ko\", \"en\"], \"fallback\": {\"en\": \"ko\"}, \"client\": {\"name\": \"하루커피\", \"contact\": \"010-0000-0000\"}, \"author\": {\"name\": \"다리연구소\", \"logo\": \"brand/logo.svg\", \"colour\": \"#2f6f4e\"}, \"models\": {\"text\": {\"api\": \"openai\", \"url\": \"http://127.0.0.1:8000/v1\", \"model\": \"gpt-5-mini\", \"temperature\": \"0\", \"key\": \"$OPENAI_API_KEY\"}}, \"duties\": [\"kr-ai-basic\"], \"glossary\": {\"톤\": \"글의 말투와 분위기\"}}"
  ),
  (
    "tools:\n  chatgpt: { name: ChatGPT, category: text, does: [text, translate, summarize], clears: [personal, confidential], plan: Team, cost: 30 USD, asof: 2026-11-01, url: \"https://chatgpt.com\" }\n  gmail:   { name: Gmail, category: manage, does: [sends], clears: [personal] }\n",
    "{\"tools\": {\"chatgpt\": {\"name\": \"ChatGPT\", \"category\": \"text\", \"does\": [\"text\", \"translate\", \"summarize\"], \"clears\": [\"personal\", \"confidential\"], \"plan\": \"Team\", \"cost\": \"30 USD\", \"asof\": \"2026-11-01\", \"url\": \"https://chatgpt.com\"}, \"gmail\": {\"name\": \"Gmail\", \"category\": \"manage\", \"does\": [\"sends\"], \"clears\": [\"personal\"]}}}"
  ),
  (
    "routine: email-reply\ncommon: { inputs: { message: \"어제 산 원두를 환불하고 싶어요.\" } }   # what every case starts from\ncases:\n  refund-polite:\n    about: 환불을 묻는 고객\n    inputs: { tone: polite }\n    given:  { classify: { kind: refund, urgent: false } }\n    expect:                                   # about the rendered prompt\n      draft: [ contains: 환불 규정, not contains: 배송, tokens: ..3000 ]\n    answers:                                  # about the model's answer\n      draft: [ length: ..1200, language: ko, not contains: \"100%\", judge: 정중하고 과장이 없다 ]\n  every-tone:\n    given: { classify: { kind: delivery, urgent: true } }\n    vary: { tone: [polite, friendly, brief], order: [absent, { file: data/order.json }] }   # product\n",
    "{\"routine\": \"email-reply\", \"common\": {\"inputs\": {\"message\": \"어제 산 원두를 환불하고 싶어요.\"}}, \"cases\": {\"refund-polite\": {\"about\": \"환불을 묻는 고객\", \"inputs\": {\"tone\": \"polite\"}, \"given\": {\"classify\": {\"kind\": \"refund\", \"urgent\": \"false\"}}, \"expect\": {\"draft\": [{\"contains\": \"환불 규정\"}, {\"not contains\": \"배송\"}, {\"tokens\": \"..3000\"}]}, \"answers\": {\"draft\": [{\"length\": \"..1200\"}, {\"language\": \"ko\"}, {\"not contains\": \"100%\"}, {\"judge\": \"정중하고 과장이 없다\"}]}}, \"every-tone\": {\"given\": {\"classify\": {\"kind\": \"delivery\", \"urgent\": \"true\"}}, \"vary\": {\"tone\": [\"polite\", \"friendly\", \"brief\"], \"order\": [\"absent\", {\"file\": \"data/order.json\"}]}}}}"
  ),
  (
    "brief: haru-coffee\nclient: { name: 하루커피, role: marketing, locale: ko, people: { owner: 점장, staff: 직원 } }\nwork:\n  - { task: SNS에 올릴 글감 찾기, hours: 4, every: week }\n  - { task: 고객 문의 메일 답장, hours: 6, every: week, data: [personal], outsiders: yes }\nhave: [canva, notion]\nlimits: { monthly: 50000 KRW, avoid: [midjourney], laws: [kr-ai-basic] }\nvoice: 다정하지만 과장하지 않는\n",
    "{\"brief\": \"haru-coffee\", \"client\": {\"name\": \"하루커피\", \"role\": \"marketing\", \"locale\": \"ko\", \"people\": {\"owner\": \"점장\", \"staff\": \"직원\"}}, \"work\": [{\"task\": \"SNS에 올릴 글감 찾기\", \"hours\": \"4\", \"every\": \"week\"}, {\"task\": \"고객 문의 메일 답장\", \"hours\": \"6\", \"every\": \"week\", \"data\": [\"personal\"], \"outsiders\": \"yes\"}], \"have\": [\"canva\", \"notion\"], \"limits\": {\"monthly\": \"50000 KRW\", \"avoid\": [\"midjourney\"], \"laws\": [\"kr-ai-basic\"]}, \"voice\": \"다정하지만 과장하지 않는\"}"
  ),
  (
    "a: no\nb: 1.10\nc: 007\nd: 10:30\ne: null\nf: ~\ng: 0x1F\nh: 1e3\ni: .5\nj: -x\nk: '-'\n",
    "{\"a\": \"no\", \"b\": \"1.10\", \"c\": \"007\", \"d\": \"10:30\", \"e\": \"null\", \"f\": \"~\", \"g\": \"0x1F\", \"h\": \"1e3\", \"i\": \".5\", \"j\": \"-x\", \"k\": \"-\"}"
  ),
  (
    "a: \"b\\n\\\"c\\\" \\u00e9 \\x41 \\U0001F600 \\/\"\n",
    "{\"a\": \"b\\n\\\"c\\\" é A 😀 /\"}"
  ),
  (
    "a: 'it''s'\nb: ''\nc: \"\"\n",
    "{\"a\": \"it's\", \"b\": \"\", \"c\": \"\"}"
  ),
  (
    "a: \"여러 줄에\n  걸친\n\n  글\"\nb: c\n",
    "{\"a\": \"여러 줄에 걸친\\n글\", \"b\": \"c\"}"
  ),
  (
    "a: '여러 줄에\n  걸친 ''글'''\n",
    "{\"a\": \"여러 줄에 걸친 '글'\"}"
  ),
  (
    "a: \"이어 \\\n  진다\"\n",
    "{\"a\": \"이어 진다\"}"
  ),
  (
    "a: 글이 길어서\n  다음 줄로\n  이어진다\nb: c\n",
    "{\"a\": \"글이 길어서 다음 줄로 이어진다\", \"b\": \"c\"}"
  ),
  (
    "a: 글이\n\n  문단을\n\n\n  나눈다\nb: c\n",
    "{\"a\": \"글이\\n문단을\\n\\n나눈다\", \"b\": \"c\"}"
  ),
  (
    "a: |\n  하나\n  둘\nb: c\n",
    "{\"a\": \"하나\\n둘\\n\", \"b\": \"c\"}"
  ),
  (
    "a: |-\n  하나\n  둘\n\nb: c\n",
    "{\"a\": \"하나\\n둘\", \"b\": \"c\"}"
  ),
  (
    "a: |+\n  하나\n\nb: c\n",
    "{\"a\": \"하나\\n\\n\", \"b\": \"c\"}"
  ),
  (
    "a: >\n  하나\n  둘\n\n  셋\nb: c\n",
    "{\"a\": \"하나 둘\\n셋\\n\", \"b\": \"c\"}"
  ),
  (
    "a: >-\n  하나\n    들여쓴\n  둘\n",
    "{\"a\": \"하나\\n  들여쓴\\n둘\"}"
  ),
  (
    "a: |2\n    두 칸 더\n  하나\n",
    "{\"a\": \"  두 칸 더\\n하나\\n\"}"
  ),
  (
    "a: |\n\n  빈 줄 다음\nb: |\n  # 주석이 아니다\n  key: value\n  - item\n  \t탭\n",
    "{\"a\": \"\\n빈 줄 다음\\n\", \"b\": \"# 주석이 아니다\\nkey: value\\n- item\\n\\t탭\\n\"}"
  ),
  (
    "a:\n  - |\n    하나\n  - >-\n    둘\n",
    "{\"a\": [\"하나\\n\", \"둘\"]}"
  ),
  (
    "a: >\n  하나\n\n    들여쓴\n    줄\n\n  둘\n",
    "{\"a\": \"하나\\n\\n  들여쓴\\n  줄\\n\\n둘\\n\"}"
  ),
  (
    "# 주석\na: b  # 주석\n\n# 주석\nc:  # 주석\n  d: e\n  # 주석\n  f: g\n# 끝\n",
    "{\"a\": \"b\", \"c\": {\"d\": \"e\", \"f\": \"g\"}}"
  ),
  (
    "---\na: b\n",
    "{\"a\": \"b\"}"
  ),
  (
    "{a: b, c: [d, e], f: {g: h}}\n",
    "{\"a\": \"b\", \"c\": [\"d\", \"e\"], \"f\": {\"g\": \"h\"}}"
  ),
  (
    "[a, b, [c, d], {e: f}]\n",
    "[\"a\", \"b\", [\"c\", \"d\"], {\"e\": \"f\"}]"
  ),
  (
    "{\"a\": \"b\", \"c\": [1, 2], \"d\": {}}\n",
    "{\"a\": \"b\", \"c\": [\"1\", \"2\"], \"d\": {}}"
  ),
  (
    "{\"a\":\"b\",\"c\":1}\n",
    "{\"a\": \"b\", \"c\": \"1\"}"
  ),
  (
    "a: [\n  b,\n  c,\n]\nd: e\n",
    "{\"a\": [\"b\", \"c\"], \"d\": \"e\"}"
  ),
  (
    "a: {\n  b: c,  # 주석\n  d: e\n}\n",
    "{\"a\": {\"b\": \"c\", \"d\": \"e\"}}"
  ),
  (
    "a: [\n  b,\n  c\n  ]\n",
    "{\"a\": [\"b\", \"c\"]}"
  ),
  (
    "a: [긴 글이 줄을\n  넘어가도, 된다]\n",
    "{\"a\": [\"긴 글이 줄을 넘어가도\", \"된다\"]}"
  ),
  (
    "a: []\nb: {}\nc: [a]\n",
    "{\"a\": [], \"b\": {}, \"c\": [\"a\"]}"
  ),
  (
    "a: http://example.com/a:b#c\nb: a#b\nc: a:b\nd: a - b\ne: a, b\nf: a [b] {c}\n",
    "{\"a\": \"http://example.com/a:b#c\", \"b\": \"a#b\", \"c\": \"a:b\", \"d\": \"a - b\", \"e\": \"a, b\", \"f\": \"a [b] {c}\"}"
  ),
  (
    "고객: 하루\n이메일 주소: a@b.c\n\"따옴표 키\": b\n'작은': c\na b c: d\n",
    "{\"고객\": \"하루\", \"이메일 주소\": \"a@b.c\", \"따옴표 키\": \"b\", \"작은\": \"c\", \"a b c\": \"d\"}"
  ),
  (
    "😀: 🎉👍🏽\n가족: 👨‍👩‍👧\nb: [😀, {🎉: c}]\n",
    "{\"😀\": \"🎉👍🏽\", \"가족\": \"👨‍👩‍👧\", \"b\": [\"😀\", {\"🎉\": \"c\"}]}"
  ),
  (
    "a: b\r\nc:\r\n  - d\r\n  - e: f\r\ng: |\r\n  하나\r\n  둘\r\nh: \"i\r\n  j\"\r\n",
    "{\"a\": \"b\", \"c\": [\"d\", {\"e\": \"f\"}], \"g\": \"하나\\n둘\\n\", \"h\": \"i j\"}"
  ),
  (
    "a: b",
    "{\"a\": \"b\"}"
  ),
  (
    "a:\n    b:\n        c:\n            - d\n",
    "{\"a\": {\"b\": {\"c\": [\"d\"]}}}"
  ),
  (
    "a:\n  b: c\n\n\n  d: e\n",
    "{\"a\": {\"b\": \"c\", \"d\": \"e\"}}"
  ),
  (
    "- a: b\n  c: d\n- e: f\n",
    "[{\"a\": \"b\", \"c\": \"d\"}, {\"e\": \"f\"}]"
  ),
  (
    "-   a: b\n    c: d\n-   - e\n    - f\n",
    "[{\"a\": \"b\", \"c\": \"d\"}, [\"e\", \"f\"]]"
  ),
  (
    "- - - a\n",
    "[[[\"a\"]]]"
  ),
  (
    "- |\n  하나\n- [b]\n- {c: d}\n",
    "[\"하나\\n\", [\"b\"], {\"c\": \"d\"}]"
  ),
  (
    "그냥 글 한 줄\n",
    "\"그냥 글 한 줄\""
  ),
  (
    "글이\n두 줄이다\n",
    "\"글이 두 줄이다\""
  ),
  (
    "\"따옴표 글\"\n",
    "\"따옴표 글\""
  ),
  (
    "|\n  블록\n",
    "\"블록\\n\""
  ),
  (
    "a: 'b'  # c\nd: \"e\" # f\ng: [h] # i\n",
    "{\"a\": \"b\", \"d\": \"e\", \"g\": [\"h\"]}"
  ),
  (
    "a: b \nc:   d\n",
    "{\"a\": \"b\", \"c\": \"d\"}"
  ),
  (
    "a : b\n\"c\" : d\n",
    "{\"a\": \"b\", \"c\": \"d\"}"
  ),
  (
    "draft[1]: a\n\"draft[2]\": b\n",
    "{\"draft[1]\": \"a\", \"draft[2]\": \"b\"}"
  ),
  (
    "a: -1\nb: --\nc: ->\nd: 5 -> 1\ne: ..1200\n",
    "{\"a\": \"-1\", \"b\": \"--\", \"c\": \"->\", \"d\": \"5 -> 1\", \"e\": \"..1200\"}"
  ),
  (
    "a: b?c\nd: ?x\ne: :x\n",
    "{\"a\": \"b?c\", \"d\": \"?x\", \"e\": \":x\"}"
  ),
  (
    "a: 50%\nb: c & d\nc: 2 * 3\nd: a!\n",
    "{\"a\": \"50%\", \"b\": \"c & d\", \"c\": \"2 * 3\", \"d\": \"a!\"}"
  ),
  (
    "a:\n  >-\n    글\nb:\n  \"c\"\nd:\n  [e]\n",
    "{\"a\": \"글\", \"b\": \"c\", \"d\": [\"e\"]}"
  ),
  (
    "minutes: 5 -> 1\nkind: refund \"환불\" | delivery \"배송\"\n",
    "{\"minutes\": \"5 -> 1\", \"kind\": \"refund \\\"환불\\\" | delivery \\\"배송\\\"\"}"
  ),
  (
    "a: [b: c, d: e]\n",
    "{\"a\": [{\"b\": \"c\"}, {\"d\": \"e\"}]}"
  ),
  (
    "a: [{b: c}, d]\n",
    "{\"a\": [{\"b\": \"c\"}, \"d\"]}"
  ),
  (
    "a: 안내：환불\nb: （괄호）\nc: “인용”\n",
    "{\"a\": \"안내：환불\", \"b\": \"（괄호）\", \"c\": \"“인용”\"}"
  ),
]
