// Every kind of token and node of the tree, with the shape of each node.

/// Tokens are the leaves and hold all bytes of the file; nodes hold tokens and nodes.
/// In the shapes below, `'x'` is a token, a bare word a node, `?` optional, `*` any number, and
/// white space and comments may stand between all parts.
package enum SyntaxKind: UInt8, Sendable {
  // MARK: Tokens of the file's frame
  case byteOrderMark
  /// Spaces and tabs (and line breaks inside tags and expressions).
  case whitespace
  /// LF or CR LF, outside template text.
  case lineBreak
  /// `---` around the front matter.
  case frontMatterFence
  /// The YAML between the fences.
  case yamlText
  /// `@step`, the `@` included.
  case sectionWord
  /// `# …` in the metadata of a step or an input.
  case metadataComment
  /// `by`, `gives`, …
  case metadataKey
  /// The raw rest of a metadata line that is not taken apart (`example`, keys that are no keys).
  case rawValue
  /// The title after `@step name:`, to the end of the line.
  case titleText
  /// Text of a description, a question or a value, as written.
  case literalText
  /// `{# … #}` over whole lines, outside a template.
  case sectionComment
  /// Bytes that fit nowhere; a diagnostic tells why.
  case unexpected

  // MARK: Tokens of templates
  /// Text between tags. What of it is kept is `SyntaxNode.keptRange`.
  case templateText
  /// The `\` of `\@user` at the start of a line.
  case escape
  case comment  // {# … #}
  case rawText
  case holeOpen  // {{ {{-
  case holeClose  // }} -}}
  case tagOpen  // {% {%-
  case tagClose  // %} -%}

  // MARK: Tokens of expressions and types
  case name
  /// A word with a meaning where it stands: `if elif else endif for in endfor match case endmatch set raw endraw and or not is of up to …`.
  case keyword
  case string
  case integer
  case decimal
  case dot, doubleDot, comma, colon, doubleColon, parenOpen, parenClose, bracketOpen, bracketClose
  case braceOpen, braceClose, bar, question, equals, arrow
  /// `+ - * / // % ~ == != < <= > >=`
  case symbol

  // MARK: Nodes of the file's frame
  /// 'byteOrderMark'? frontMatter? description? section*
  case file
  /// 'frontMatterFence' 'yamlText' 'frontMatterFence'
  case frontMatter
  /// 'literalText'*
  case description
  /// sectionHeader metadata* ( template | recordLines | literalBody )?
  case section
  /// 'sectionWord' and then by its word:
  /// type: 'name' ( ':' TYPE )? · input: 'name' ':' TYPE ( '=' EXPRESSION )? ·
  /// value: 'name' ':' TYPE ( 'from' 'string' )? · snippet: 'name' '(' parameter* ')' ·
  /// step: 'name' ( ':' 'titleText' )?
  case sectionHeader
  /// 'name' ':' TYPE
  case parameter
  /// 'metadataKey' ':' and by its key: by: actor · gives: TYPE · reviews, edits, stores, sends, publishes, pays,
  /// deletes: nameList · redo: redoClause · minutes: minutesClause · risk, owner, model: nameList of one ·
  /// when: EXPRESSION · each: eachClause · with: withClause · budget: budgetClause · example and unknown keys: 'rawValue'
  case metadata
  /// 'name' '(' 'name' ')': `human(owner)`; the second name may hold hyphens.
  case actor
  /// 'name' ( ',' 'name' )*
  case nameList
  /// 'name' ',' 'up' 'to' 'integer'
  case redoClause
  /// 'integer' '->' 'integer' (or decimals)
  case minutesClause
  /// 'integer' 'tokens'
  case budgetClause
  /// 'name' 'in' EXPRESSION ( ',' 'name' 'in' EXPRESSION )*
  case eachClause
  /// 'name' ':' EXPRESSION ( ',' … )*
  case withClause
  /// typeField*, a line each: the body of `@type Name`.
  case recordLines
  /// 'literalText' and 'sectionComment' tokens: the body of `@value` and the question of `@input`.
  case literalBody

  // MARK: Nodes of templates
  /// ( 'templateText' | 'escape' | 'comment' | hole | ifBlock | forBlock | matchBlock | setTag | rawBlock | errorTag )*
  case template
  /// '{{' EXPRESSION '}}'
  case hole
  /// ifBranch+ elseBranch? endTag
  case ifBlock
  /// ifTag template
  case ifBranch
  /// '{%' 'if'|'elif' EXPRESSION '%}'
  case ifTag
  /// elseTag template
  case elseBranch
  case elseTag
  /// '{%' 'endif' '%}' and the other ends; missing when the block was not closed.
  case endTag
  /// forTag template elseBranch? endTag
  case forBlock
  /// '{%' 'for' 'name' 'in' EXPRESSION ( 'if' EXPRESSION )? '%}'
  case forTag
  /// matchTag 'templateText'* caseBranch* elseBranch? endTag
  case matchBlock
  /// '{%' 'match' EXPRESSION '%}'
  case matchTag
  /// caseTag template
  case caseBranch
  /// '{%' 'case' 'name' ( ',' 'name' )* '%}'
  case caseTag
  /// '{%' 'set' 'name' '=' EXPRESSION '%}'
  case setTag
  /// rawTag 'rawText' endTag
  case rawBlock
  case rawTag
  /// A tag that could not be read, or that has no business where it stands.
  case errorTag

  // MARK: Nodes of expressions (EXPRESSION is any of these)
  /// 'name' or 'name' '::' 'name'
  case nameExpression
  /// EXPRESSION '.' 'name'
  case fieldExpression
  /// EXPRESSION '[' EXPRESSION ']'
  case indexExpression
  /// EXPRESSION '(' argument* ')'
  case callExpression
  /// ( 'name' '=' )? EXPRESSION
  case argument
  /// EXPRESSION '|' 'name' ( '(' argument* ')' )?
  case filterExpression
  /// EXPRESSION 'is' 'not'? 'name' ( '(' argument* ')' )?
  case testExpression
  /// ( '-' | '+' | 'not' ) EXPRESSION
  case unaryExpression
  /// EXPRESSION ( symbol | 'and' | 'or' | 'in' | 'not' 'in' ) EXPRESSION
  case binaryExpression
  /// EXPRESSION 'if' EXPRESSION 'else' EXPRESSION: value, condition, other value.
  case conditionalExpression
  case stringExpression
  case integerExpression
  case decimalExpression
  /// `true`, `false`, a 'keyword' token.
  case boolExpression
  /// '[' EXPRESSION* ']'
  case listExpression
  /// '(' EXPRESSION ')'
  case parenExpression
  /// Something is missing or could not be read; a diagnostic has been given.
  case errorExpression

  // MARK: Nodes of types (TYPE is any of these)
  /// 'keyword' ( untrusted, personal, confidential )+ TYPE
  case labelledType
  /// TYPE '?'
  case optionalType
  /// 'keyword' limits?: text line int number bool date url email image audio file
  case simpleType
  /// 'keyword' '(' 'name' ')'
  case moneyType
  /// 'keyword' limits? 'of' TYPE
  case listType
  /// enumCase ( '|' enumCase )*
  case enumType
  /// 'name' 'string'?
  case enumCase
  /// '{' typeField ( ',' typeField )* '}'
  case recordType
  /// 'name' ':' TYPE 'string'?; in a translation the type may be left out
  case typeField
  /// 'name' or 'name' '::' 'name'
  case namedType
  /// '(' TYPE ')'
  case parenType
  /// '(' 'integer'? '..' 'integer'? ')' (or decimals, with a 'symbol' '-' before)
  case limits
  case errorType

  package var isToken: Bool { rawValue < SyntaxKind.file.rawValue }
  package var isTrivia: Bool { self == .whitespace || self == .lineBreak || self == .byteOrderMark }
}
