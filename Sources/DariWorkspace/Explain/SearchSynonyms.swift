// Words that people bring along, and the words that the pages use for the same.

enum SearchSynonyms {
  /// Each row: what is typed, and what is looked for as well.
  static func words(for word: SearchWord) -> [SearchWord] {
    table.filter { row in row.typed.contains { word.isForm(of: $0) } }.flatMap(\.meant).map { SearchWord($0) }
  }

  private static let table: [(typed: [String], meant: [String])] = rows.map { row in
    (row.0.split(separator: " ").map(String.init), row.1.split(separator: " ").map(String.init))
  }

  private static let rows: [(String, String)] = [
    // Of programmers
    ("variable variables identifier 변수", "name called 이름"),
    ("undefined undeclared unknown unresolved notfound 모르는 없는", "nothing called unknown 없"),
    ("function functions macro include import 함수 매크로", "snippet library uses 조각 라이브러리"),
    ("string strings 문자열", "text line 글"),
    ("integer float decimal 정수 실수 소수", "int number whole 숫자"),
    ("boolean 참거짓", "bool true false 참 거짓"),
    ("array arrays 배열 리스트", "list 목록"),
    ("object dictionary map struct 객체", "record field 항목"),
    ("null none nil undefined optional 널", "absent missing present 없 빠지"),
    ("empty 비어 비었 빈값", "absent missing nothing empty 없 빈"),
    ("enum enumeration switch 열거형 열거", "choice case match 선택지"),
    ("loop loops foreach while 반복 반복문 루프", "for endfor loop"),
    ("condition conditional 조건 조건문", "if endif bool condition 조건"),
    ("parameter parameters arguments 매개변수 인자 인수", "parameter argument 값"),
    ("comment comments 주석", "comment remark 주석"),
    ("duplicate duplicated duplicates twice 중복 중복된 겹쳐 겹치", "twice already same called 두 번 이미 같은"),
    ("cycle circular recursion recursive 순환 재귀", "circle 서로"),
    ("newline linebreak 개행 줄바꿈 엔터", "line break 줄"),
    ("frontmatter header 머리말 헤더", "front matter 앞부분"),
    ("prompt prompts message 프롬프트", "user system message 메시지"),
    ("approval approve review 승인 검토 확인", "reviews edits person 사람 확인"),
    ("template placeholder hole 템플릿 틀", "tag hole 태그 구멍"),
    ("unclosed unterminated unfinished 안닫힘", "closed never end 닫히 끝나"),
    ("print output show 출력 인쇄 보여", "print 출력 찍 쓸"),
    ("missing forgot forgotten omitted 빠지 빼먹 누락 빠뜨리", "missing no never without 없 빠지"),
    ("divide divided division 나누기 나눗셈", "divided zero 나누"),
    ("경우 cases", "case match 경우"),
    ("형식 format formats", "such like 같은"),
    // Of keyboards
    ("typo typos misspelled misspelt spelling mistyped 오타 맞춤법 철자", "called slip 이름"),
    (
      "bracket brackets brace braces curly parenthesis parentheses 괄호 중괄호 대괄호 소괄호",
      "brackets braces between closed 괄호 닫 사이"
    ),
    ("quotes quotation apostrophe 따옴표", "quote 따옴표"),
    ("colon 콜론 쌍점", "colon 콜론 쌍점"),
    ("comma 쉼표 콤마", "comma 쉼표"),
    ("curly smart typographic 둥근", "typographic 둥근"),
    ("indent indented indentation 들여쓰기 들여쓴", "indent spaces tab 들여 띄어쓰기"),
    ("space spaces whitespace blank 공백 빈칸 스페이스 띄어쓰기", "space 띄어쓰기 빈칸"),
    ("invisible hidden 투명 숨은", "hidden sees seen 보이지 숨은"),
    ("fullwidth 전각", "full width wide 전각"),
    ("encoding charset mojibake garbled cp949 euckr 인코딩 깨지 깨짐", "utf encoding 인코딩"),
    ("excel spreadsheet 엑셀 시트 스프레드시트", "csv 엑셀"),
    ("column columns 칸 컬럼", "column cell 열 칸"),
    ("permission permissions denied forbidden 권한", "refused permission 권한"),
    ("full 꽉 가득", "full 가득"),
    ("save saving 저장", "write written saved 쓸 저장"),
    ("big large huge size 용량 크기", "large limit 큰 넘"),
    ("long length 길이 길어", "characters most 자 넘"),
    ("price currency won 가격 금액 통화 돈", "money amount currency 금액 통화"),
    ("date dates day calendar 날짜 달력", "date day 날짜"),
    ("mail address 메일 주소 이메일", "email mail address 메일"),
    ("link website 링크 홈페이지", "url web address 주소"),
    ("who actor assignee 누가 담당 담당자", "by person role owner 역할 사람"),
    ("tool tools app 도구 앱 프로그램", "tool catalogue 도구"),
    ("order sequence before later 순서 차례 나중", "before later order 앞 뒤 차례 나중"),
    ("unused 안쓰는 안쓰임", "uses nothing never 쓰는 아무"),
    ("particle particles josa 조사 을를", "josa particle 조사"),
  ]
}
