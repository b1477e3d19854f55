// What may follow a Korean name in the same word: how somebody is addressed, and particles.

enum KoreanTail {
  private static let titles = words(
    """
    님 씨 양 군 고객 고객님 선생 선생님 사장 사장님 대표 대표님 대리 대리님 과장 과장님 차장 차장님 부장 부장님 팀장 팀장님 실장 실장님 \
    점장 점장님 매니저 매니저님 원장 원장님 교수 교수님 회장 회장님 이사 이사님 주임 주임님 사원 사원님 회원 회원님 기사님 어머님 아버님 \
    어머니 아버지 엄마 아빠 언니 오빠 누나 형 이모 삼촌 학생 네 이
    """)

  private static let particles = words(
    """
    이 가 은 는 을 를 과 와 도 의 에 만 로 으로 께 께서 에게 에게서 한테 한테서 하고 랑 이랑 나 이나 라 이라 부터 까지 보다 처럼 같이 \
    마다 조차 마저 밖에 뿐 만큼 대로 커녕 더러 이고 이며 며 든지 이든지 라고 이라고 라는 이라는 라서 이라서 라면 이라면 인데 인지 인가 \
    인가요 입니다 입니까 이에요 예요 이예요 에요 이었어요 였어요 이었습니다 였습니다 이네요 네요 이야 야 아 죠 이죠 지요 이지요 이다 인 일 \
    요 이요 이여 여 들
    """)

  private static func words(_ text: String) -> Set<[UInt32]> {
    Set(text.split(separator: " ").map { $0.unicodeScalars.map(\.value) })
  }

  /// 이었습니다.
  private static let longestWord = 5
  /// A word that goes on for longer is no name with particles.
  private static let longest = 10

  /// Whether the Hangul from here to the end of the word is nothing, or at most one title and three particles.
  static func isTail(_ text: FoldedText, from start: Int) -> Bool {
    var end = start
    while end < text.letters.count, text.neighbour(end, 0) == .hangul {
      end += 1
      if end - start > longest { return false }
    }
    let tail = text.letters[start..<end]
    return isParticles(tail, 3)
      || (1...longestWord).contains {
        titles.contains(Array(tail.prefix($0))) && isParticles(tail.dropFirst($0), 3)
      }
  }

  private static func isParticles(_ tail: ArraySlice<UInt32>, _ most: Int) -> Bool {
    if tail.isEmpty { return true }
    if most == 0 { return false }
    return (1...longestWord).contains {
      $0 <= tail.count && particles.contains(Array(tail.prefix($0)))
        && isParticles(tail.dropFirst($0), most - 1)
    }
  }
}
