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
    ("variable variables undefined undeclared identifier 변수", "name known 이름 모르는"),
    ("function functions macro include import 함수 매크로", "snippet library uses 조각 라이브러리"),
    ("string strings 문자열", "text line 글"),
    ("integer float decimal 정수 실수 소수", "int number whole 숫자"),
    ("boolean 참거짓", "bool true false 참 거짓"),
    ("array arrays 배열 리스트", "list 목록"),
    ("object dictionary map struct 객체", "record field 항목"),
    ("null none nil undefined optional empty 널 비어 빈값", "absent missing present 없는 빠질"),
    ("enum enumeration switch 열거형 열거", "choice case match 선택지"),
    ("loop loops foreach while 반복 반복문 루프", "for endfor"),
    ("condition conditional 조건 조건문", "if endif bool"),
    ("parameter parameters arguments 매개변수 인자 인수", "argument 값"),
    ("comment comments 주석", "comment 주석"),
    ("duplicate duplicated twice 중복 중복된 두번", "twice already again 두 번 이미 같은"),
    ("cycle circular recursion recursive loop 순환 재귀", "circle 서로"),
    ("newline linebreak 개행 줄바꿈 엔터", "line break 줄"),
    ("frontmatter header 머리말 헤더", "front matter 앞부분"),
    ("prompt prompts message 프롬프트", "user system 메시지"),
    ("approval approve review 승인 검토 확인", "reviews edits person 사람 확인"),
    ("template placeholder hole 템플릿 틀", "tag 태그 구멍"),
    // Of keyboards
    ("typo misspelled misspelt spelling mistyped 오타 맞춤법 철자", "mean nearly unknown known 모르는"),
    ("bracket brackets brace braces curly parenthesis parentheses 괄호 중괄호 대괄호 소괄호", "closed close open brace 닫 열 괄호"),
    ("unclosed unterminated unfinished 안닫힘 안닫았", "closed never end 닫 끝나"),
    ("quotes quotation apostrophe 따옴표", "quote 따옴표"),
    ("indent indented indentation 들여쓰기 들여쓴", "indent spaces tab 들여 띄어쓰기"),
    ("space spaces whitespace blank 공백 빈칸 스페이스 띄어쓰기", "space 띄어쓰기 빈"),
    ("invisible hidden 안보이는 투명", "hidden seen 보이지 숨은"),
    ("fullwidth 전각", "full width 전각"),
    ("encoding charset mojibake garbled cp949 euckr 인코딩 깨짐 깨져 깨졌어요", "utf encoding 인코딩"),
    ("excel spreadsheet 엑셀 시트 스프레드시트", "csv column 열 csv"),
    ("column columns 칸 컬럼", "column cell 열 칸"),
    ("permission permissions denied forbidden 권한", "refused permission 권한"),
    ("notfound 못찾음 찾을수없", "missing no 없"),
    ("save saving 저장", "write saved 쓸 저장"),
    ("big large huge size 용량 크기", "large limit 큰 넘"),
    ("long length 길이 길어", "characters most 자 넘"),
    ("price currency won 가격 금액 원 통화 돈", "money amount currency 금액 통화"),
    ("day calendar 날짜 달력", "date 날짜"),
    ("mail address 메일 주소 이메일", "email address 메일"),
    ("link website 링크 홈페이지", "url address 주소"),
    ("who actor assignee 누가 담당 담당자", "by person role owner 역할 사람"),
    ("role roles people 역할 직책", "role people 역할"),
    ("tool tools app 도구 앱 프로그램", "tool catalogue 도구"),
    ("order sequence before 순서 차례", "before later order 앞 뒤 차례"),
    ("unused 안쓰는 안쓰임", "uses nothing never 쓰는 아무"),
    ("particle particles josa 조사 을를", "josa particle 조사"),
  ]
}
