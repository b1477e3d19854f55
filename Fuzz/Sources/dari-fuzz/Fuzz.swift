// The fuzzer's way in: libFuzzer makes bytes up, and a property that does not hold of them is a crash.

import DariBase

/// Built with `-sanitize=fuzzer`, which brings the main function; `make fuzz` does it.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let faults = SourceProperties.faults(bytes)
  if !faults.isEmpty { fatalError("\(faults)") }
  return 0
}
