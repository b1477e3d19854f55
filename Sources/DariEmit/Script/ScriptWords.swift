// The words of the page as a tool, in the languages of manuals. `{name}` is put in by the page.

extension ManualWords {
  struct Script: Sendable {
    let fieldsTitle, mayBeEmpty, example, counted, countedOf, upTo: String
    let none, choose, attach, add, remove, itemNumber, pasteTable, pasteLines: String
    let missing, complete, needs, resultOf, skipped, lookFirst: String
    let copy, copyAll, copyAllNote, copyFormNote, copied, copyByHand, templateTitle, itemOf: String
    let answerTitle, answerPaste, answerRead, answerForm, answerFormAsk: String
    let resultTitle, editTitle, editNote: String
    let decide, accept, refuse, changedSince, remarks, goBack, stops: String
    let save, saveNote, saveFailed, startAgain, startAgainAsk, deskTitle, deskIntro: String
    let problems: Problems
    let faults: Faults

    /// What can be wrong with what somebody wrote, or with an AI's answer.
    struct Problems: Sendable {
      let missing, tooShort, tooLong, tooFewItems, tooManyItems, lineBreak: String
      let notANumber, notWhole, tooSmall, tooBig, tooLarge: String
      let notADate, notMoney, notAURL, notAnEmail, notACase, notYesOrNo: String
      let notAList, notARecord, notText, unknownField, notJSON: String
    }

    /// Why a text cannot be put together.
    struct Faults: Sendable {
      let overflow, divisionByZero, notFinite, dotSegment, longRun, other: String
    }
  }
}

extension ManualWords.Script {
  /// Keys and words as the page's script names them.
  func entries(yes: String, no: String) -> [(key: String, words: String)] {
    [
      ("fieldsTitle", fieldsTitle), ("mayBeEmpty", mayBeEmpty), ("example", example), ("counted", counted),
      ("countedOf", countedOf), ("upTo", upTo), ("none", none), ("choose", choose), ("attach", attach),
      ("add", add),
      ("remove", remove), ("itemNumber", itemNumber), ("pasteTable", pasteTable), ("pasteLines", pasteLines),
      ("missing", missing), ("complete", complete), ("needs", needs), ("resultOf", resultOf),
      ("skipped", skipped), ("lookFirst", lookFirst), ("copy", copy), ("copyAll", copyAll),
      ("copyAllNote", copyAllNote),
      ("copyFormNote", copyFormNote), ("copied", copied), ("copyByHand", copyByHand),
      ("templateTitle", templateTitle), ("itemOf", itemOf), ("answerTitle", answerTitle),
      ("answerPaste", answerPaste), ("answerRead", answerRead), ("answerForm", answerForm),
      ("resultTitle", resultTitle), ("editTitle", editTitle), ("editNote", editNote), ("decide", decide),
      ("accept", accept), ("refuse", refuse), ("changedSince", changedSince), ("remarks", remarks),
      ("goBack", goBack), ("stops", stops),
      ("save", save), ("saveNote", saveNote), ("saveFailed", saveFailed), ("startAgain", startAgain),
      ("startAgainAsk", startAgainAsk), ("yes", yes), ("no", no),
    ]
  }
}

extension ManualWords.Script.Problems {
  var entries: [(key: String, words: String)] {
    [
      ("missing", missing), ("tooShort", tooShort), ("tooLong", tooLong), ("tooFewItems", tooFewItems),
      ("tooManyItems", tooManyItems), ("lineBreak", lineBreak), ("notANumber", notANumber),
      ("notWhole", notWhole), ("tooSmall", tooSmall), ("tooBig", tooBig), ("tooLarge", tooLarge),
      ("notADate", notADate), ("notMoney", notMoney), ("notAURL", notAURL), ("notAnEmail", notAnEmail),
      ("notACase", notACase), ("notYesOrNo", notYesOrNo), ("notAList", notAList), ("notARecord", notARecord),
      ("notText", notText), ("unknownField", unknownField), ("notJSON", notJSON),
    ]
  }
}

extension ManualWords.Script.Faults {
  var entries: [(key: String, words: String)] {
    [
      ("overflow", overflow), ("divisionByZero", divisionByZero), ("notFinite", notFinite),
      ("dotSegment", dotSegment), ("longRun", longRun), ("other", other),
    ]
  }
}

extension ManualWords.Script {
  static let korean = Self(
    fieldsTitle: "이 단계에서 채울 것", mayBeEmpty: "비워 두어도 됩니다", example: "예: {text}", counted: "{count}자",
    countedOf: "{count} / {limit}자", upTo: "{limit}자까지",
    none: "고르지 않음", choose: "골라 주세요", attach: "AI에게 보낼 때 이 파일도 함께 첨부하세요.",
    add: "하나 더 넣기", remove: "빼기", itemNumber: "{number}번째",
    pasteTable: "표에서 복사한 칸을 첫 칸에 붙여 넣으면 여러 줄이 한꺼번에 들어갑니다.",
    pasteLines: "여러 줄을 붙여 넣으면 한 줄이 하나씩 들어갑니다.",
    missing: "아직 비어 있는 곳:", complete: "꼭 필요한 칸을 모두 채웠습니다.", needs: "이것부터 채워 주세요: {names}",
    resultOf: "‘{step}’에서 나온 것", skipped: "이번에는 하지 않아도 되는 단계입니다.",
    lookFirst: "먼저 {number}단계 ‘{step}’에서 확인을 마쳐 주세요.",
    copy: "복사", copyAll: "한꺼번에 복사",
    copyAllNote: "대화창이 하나뿐인 도구에는 한꺼번에 복사해서 붙여 넣으세요. 제목을 달아 이어 붙입니다.",
    copyFormNote: "답을 이 매뉴얼이 읽을 수 있는 형식으로 달라는 부탁은 ‘한꺼번에 복사’에만 들어 있습니다.",
    copied: "복사했습니다", copyByHand: "선택된 글을 직접 복사해 주세요", templateTitle: "채우기 전의 글 보기",
    itemOf: "{count}개 가운데 {number}번째",
    answerTitle: "AI의 답", answerPaste: "AI의 답을 여기에 붙여 넣으세요",
    answerRead: "답을 읽어서 아래 칸에 넣었습니다. 맞는지 보고, 틀린 곳은 고치세요.", answerForm: "답의 형식",
    answerFormAsk: "다른 말은 붙이지 말고, 아래 JSON 스키마에 맞는 JSON으로만 답해 주세요.",
    resultTitle: "나온 것 적기", editTitle: "확인한 글", editNote: "고칠 곳이 있으면 여기에서 고치세요.",
    decide: "이대로 괜찮은가요?", accept: "네, 확인했습니다", refuse: "아니요, 고쳐야 합니다",
    changedSince: "앞의 내용이 달라졌습니다. 다시 보고 정해 주세요.",
    remarks: "무엇을 어떻게 고쳐야 하나요?",
    goBack: "{number}단계 ‘{step}’로 돌아가세요. 여기에 적은 말은 그곳의 ‘다시 시킬 때 보낼 말’에 들어갑니다.",
    stops: "여기서 멈추고 책임자와 의논하세요.",
    save: "적은 내용을 이 기기에 저장하기",
    saveNote: "저장하지 않으면 창을 닫을 때 모두 사라집니다. 저장해도 이 기기에만 남고, 어디로도 보내지 않습니다.",
    saveFailed: "이 브라우저에서는 저장할 수 없습니다.", startAgain: "처음부터 다시 하기",
    startAgainAsk: "적은 내용이 모두 지워집니다. 처음부터 다시 할까요?", deskTitle: "이 매뉴얼로 바로 하기",
    deskIntro: "단계마다 빈칸을 채우면 AI에게 보낼 글이 바로 완성됩니다. 복사해서 붙여 넣고, 돌아온 답을 다시 여기에 넣으세요.",
    problems: .korean, faults: .korean)

  static let english = Self(
    fieldsTitle: "Fill in for this step", mayBeEmpty: "may be left empty", example: "For example: {text}",
    counted: "{count} characters", countedOf: "{count} of {limit} characters",
    upTo: "up to {limit} characters",
    none: "None of these", choose: "Please choose",
    attach: "Attach this file, too, when you send the prompt.",
    add: "Add one more", remove: "Remove", itemNumber: "Number {number}",
    pasteTable:
      "Cells copied from a spreadsheet and pasted into the first field fill in several rows at once.",
    pasteLines: "Pasted lines become one item each.",
    missing: "Still empty:", complete: "Everything that is needed is filled in.",
    needs: "Fill this in first: {names}",
    resultOf: "what came out of “{step}”", skipped: "This step is not needed this time.",
    lookFirst: "First finish the look in step {number}, “{step}”.",
    copy: "Copy", copyAll: "Copy everything",
    copyAllNote:
      "For a tool with a single chat box, copy everything and paste it there: the parts are joined under their titles.",
    copyFormNote: "Only “Copy everything” also asks for the answer in the form that this page can read.",
    copied: "Copied", copyByHand: "Please copy the selected text yourself",
    templateTitle: "Show the text before it is filled in", itemOf: "{number} of {count}",
    answerTitle: "The AI’s answer", answerPaste: "Paste the AI’s answer here",
    answerRead: "The answer was read into the fields below. Check it, and correct what is wrong.",
    answerForm: "Form of the answer",
    answerFormAsk: "Answer with JSON only, without any other words, and according to this JSON Schema.",
    resultTitle: "Write down what came out", editTitle: "The text as you approve it",
    editNote: "Change here whatever needs changing.",
    decide: "Is this all right as it is?", accept: "Yes, I have checked it",
    refuse: "No, it has to be changed",
    changedSince: "Something before this has changed. Please look again and decide.",
    remarks: "What has to be changed, and how?",
    goBack: "Go back to step {number}, “{step}”. What you write here goes into the follow-up message there.",
    stops: "Stop here and talk to the person in charge.",
    save: "Keep what I write on this device",
    saveNote:
      "Otherwise everything is gone when you close the window. It is kept on this device only and sent nowhere.",
    saveFailed: "This browser does not let the page keep anything.", startAgain: "Start again",
    startAgainAsk: "Everything you wrote will be erased. Start again?", deskTitle: "Do it right here",
    deskIntro:
      "Fill in the fields at each step, and the text for the AI is ready. Copy it, paste it there, and put the answer back in here.",
    problems: .english, faults: .english)
}

extension ManualWords.Script.Problems {
  static let korean = Self(
    missing: "비어 있습니다.", tooShort: "조금 더 적어 주세요. {limit}자부터이고, 지금은 {actual}자입니다.",
    tooLong: "{limit}자까지만 들어갑니다. 지금은 {actual}자입니다.",
    tooFewItems: "{limit}개 이상이어야 합니다. 지금은 {actual}개입니다.",
    tooManyItems: "{limit}개까지만 들어갑니다. 지금은 {actual}개입니다.", lineBreak: "줄을 바꾸지 말고 한 줄로 적어 주세요.",
    notANumber: "숫자로 적어 주세요.", notWhole: "소수점 없이 적어 주세요.", tooSmall: "{limit} 이상으로 적어 주세요.",
    tooBig: "{limit} 이하로 적어 주세요.", tooLarge: "너무 큰 수입니다.",
    notADate: "달력에 있는 날짜를 2026-11-20처럼 적어 주세요.", notMoney: "금액을 숫자로 적어 주세요.",
    notAURL: "https://로 시작하는 주소를 적어 주세요.", notAnEmail: "이메일 주소를 name@example.com처럼 적어 주세요.",
    notACase: "이 가운데 하나여야 합니다: {cases}.", notYesOrNo: "예나 아니요로 답해야 합니다.",
    notAList: "목록이어야 합니다.", notARecord: "정해진 항목으로 나뉘어 있어야 합니다.", notText: "글이어야 합니다.",
    unknownField: "‘{name}’ 항목은 여기에 없습니다.",
    notJSON: "정해진 형식의 답이 아닙니다. 답의 형식까지 함께 보냈는지 보고 다시 부탁하거나, 아래 칸에 직접 적어 주세요.")

  static let english = Self(
    missing: "This is missing.",
    tooShort: "Please write a little more: at least {limit} characters. Now there are {actual}.",
    tooLong: "At most {limit} characters fit. Now there are {actual}.",
    tooFewItems: "At least {limit} are needed. Now there are {actual}.",
    tooManyItems: "At most {limit} fit. Now there are {actual}.", lineBreak: "Please write it on one line.",
    notANumber: "Please write a number.", notWhole: "Please write a whole number.",
    tooSmall: "Please write {limit} or more.", tooBig: "Please write {limit} or less.",
    tooLarge: "This number is too large.",
    notADate: "Please write a day of the calendar, such as 2026-11-20.",
    notMoney: "Please write the amount in digits.",
    notAURL: "Please write an address that begins with https://.",
    notAnEmail: "Please write an e-mail address, such as name@example.com.",
    notACase: "It has to be one of these: {cases}.", notYesOrNo: "It has to be yes or no.",
    notAList: "It has to be a list.", notARecord: "It has to be split into its fields.",
    notText: "It has to be text.", unknownField: "There is no field “{name}” here.",
    notJSON:
      "This answer is not in the form that was asked for. See whether you sent the form along and ask again, or fill in the fields below yourself."
  )
}

extension ManualWords.Script.Faults {
  static let korean = Self(
    overflow: "계산한 값이 너무 큽니다. 적은 수를 확인해 주세요.", divisionByZero: "0으로 나눌 수 없습니다. 적은 수를 확인해 주세요.",
    notFinite: "계산한 값이 너무 큽니다. 적은 수를 확인해 주세요.",
    dotSegment: "주소에 들어갈 말이 비어 있거나 점뿐이어서 쓸 수 없습니다.",
    longRun: "적은 글에 같은 기호가 너무 길게 이어져 있습니다.", other: "적은 내용으로는 글을 만들 수 없습니다.")

  static let english = Self(
    overflow: "The result is too large. Please check the numbers.",
    divisionByZero: "Nothing can be divided by 0. Please check the numbers.",
    notFinite: "The result is too large. Please check the numbers.",
    dotSegment: "What goes into the address is empty or only dots, and can’t be used.",
    longRun: "The same sign is repeated too often in what you wrote.",
    other: "The text can’t be made of what is filled in.")
}
