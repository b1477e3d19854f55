// dari-live: asks models for `dari test --live`. It makes connections, waits, asks again, and covers keys; what is asked, what is
// kept and what it may cost is decided by `dari`, which starts it and talks to it over pipes.

import CCurl

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

// Ctrl-C is for `dari`, which then closes our input.
signal(SIGINT, SIG_IGN)
signal(SIGPIPE, SIG_IGN)

var input = Input()
guard let line = input.first(), let settings = Settings(line) else {
  Output.tell("dari-live is started by `dari test --live`")
  exit(2)
}
guard dari_curl_start() == CURLE_OK, var session = Session(settings) else {
  Output.tell("dari-live: libcurl can't be used")
  exit(3)
}
session.run(&input)
