// The routine.

const fieldMakers = { bool: choiceField, date: textField, enum: choiceField, int: textField, line: textField, list: listField, money: textField, record: recordField, text: textField };

const readings = { date: readDate, enum: readCase, line: readWords, money: readMoney, text: readWords };

const place0 = { untrusted: true, steps: ["element"], prefix: "" };

function snippet_voice(out, p0) {
  const v = { tone: p0 };
  out.text("말투는 ");
  out.print("다정하지만 과장하지 않는");
  out.text(" 말투입니다.\n");
  const m1 = decided(v.tone);
  if (isWord(m1, "polite")) {
    out.text("\"-습니다\"로 끝맺으세요.\n");
  } else if (isWord(m1, "friendly")) {
    out.text("\"-해요\"로 끝맺으세요.\n");
  } else if (isWord(m1, "brief")) {
    out.text("세 문장을 넘기지 마세요.\n");
  }
}

const routine = {
  name: "email-reply",
  fingerprint: "022f2ebfe11667e5",
  inputs: [
    { name: "message", slot: "message", label: "⟦message⟧", type: { kind: "text", high: 4000 } },
    { name: "order", slot: "order", label: "⟦order⟧", type: { kind: "record", fields: [{ name: "number", label: "주문 번호", slot: 1, type: { kind: "line", high: 40 } }, { name: "items", label: "items", slot: 0, type: { kind: "list", low: 1, of: { kind: "record", fields: [{ name: "name", label: "상품 이름", slot: 1, type: { kind: "line" } }, { name: "count", label: "수량", slot: 0, type: { kind: "int", low: 1n } }] } } }, { name: "paid", label: "결제일", slot: 2, type: { kind: "date" } }, { name: "total", label: "결제 금액", slot: 3, type: { kind: "money", currency: "KRW", places: 0, unit: "원" } }], optional: true } },
    { name: "tone", slot: "tone", label: "⟦tone⟧", type: { kind: "enum", cases: [["polite", "정중하게"], ["friendly", "친근하게"], ["brief", "짧게"]] }, standIn: new Word("polite"), example: "정중하게" },
  ],
  steps: [
    {
      name: "classify", title: "문의 유형 나누기", by: "ai",
      slot: "classify", remarks: null,
      fills: [0],
      reads: ["message"],
      gives: { kind: "record", fields: [{ name: "kind", label: "kind", slot: 0, type: { kind: "enum", cases: [["refund", "환불"], ["delivery", "배송"], ["product", "상품"], ["other", "기타"]] } }, { name: "urgent", label: "urgent", slot: 1, type: { kind: "bool" } }] },
      reviews: [],
      edits: null,
      messages: [
      ["user", (out, v) => {
        out.text(`아래 메일의 유형을 고르세요.

<mail>
`);
        out.print(v.message, place0);
        out.text(`
</mail>`);
      }, "보낼 말"],
      ],
      answerForm: "다른 말은 붙이지 말고, 아래 JSON 스키마에 맞는 JSON으로만 답해 주세요.\n\n{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"additionalProperties\":false,\"properties\":{\"kind\":{\"description\":\"refund: 환불; delivery: 배송; product: 상품; other: 기타\",\"enum\":[\"refund\",\"delivery\",\"product\",\"other\"],\"type\":\"string\"},\"urgent\":{\"type\":\"boolean\"}},\"required\":[\"kind\",\"urgent\"],\"type\":\"object\"}",
    },
    {
      name: "draft", title: "답장 초안 쓰기", by: "ai",
      slot: "draft", remarks: null,
      fills: [1, 2],
      reads: ["message", "order", "tone", "classify"],
      gives: { kind: "text", high: 1200 },
      reviews: [],
      edits: null,
      messages: [
      ["system", (out, v) => {
        out.text("당신은 ");
        out.print("하루커피");
        out.text("의 고객 응대 담당자입니다.\n");
        out.call("", snippet_voice, v.tone);
      }, "먼저 알려 줄 것"],
      ["user", (out, v) => {
        const m1 = decided(field(v.classify, 0, "kind"));
        if (isWord(m1, "refund")) {
          out.text("환불 규정:\n");
          out.print("받은 날부터 7일 안에, 뜯지 않은 원두는 전액 돌려드립니다.");
          out.text("\n");
        } else if (isWord(m1, "delivery")) {
          if (isPresent(v.order)) {
            out.text("주문 ");
            out.print(field(v.order, 1, "number"));
            out.text(", ");
            out.print(filtered(dateAs, field(v.order, 2, "paid"), "yyyy년 M월 d일"));
            out.text(" 결제, ");
            out.print(filtered(countOf, field(v.order, 0, "items")));
            out.text("개\n");
          } else {
            out.text("주문 번호를 정중하게 물어보세요.\n");
          }
        } else if (isWord(m1, "product") || isWord(m1, "other")) {
          out.text("모르는 것은 모른다고 쓰세요.\n");
        }
        out.text(`
<mail>
`);
        out.print(v.message, place0);
        out.text(`
</mail>`);
      }, "보낼 말"],
      ],
      again: (out, v) => {
        out.text("앞의 초안을 이렇게 고쳐 달라고 했습니다: ");
        out.print(v["approve.remarks"]);
      },
      againTitle: "다시 시킬 때 보낼 말",
    },
    {
      name: "approve", title: "사장님 확인", by: "human",
      slot: "approve", remarks: "approve.remarks",
      fills: [],
      reads: [],
      gives: { kind: "text", high: 1200 },
      reviews: [],
      edits: 1,
      redo: { step: 1, limit: 3 },
      messages: [],
    },
    {
      name: "send", title: "답장 보내기", by: "tool",
      slot: null, remarks: null,
      fills: [],
      reads: [],
      reviews: [],
      edits: null,
      messages: [],
    },
  ],
};
