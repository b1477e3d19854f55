// The system's error numbers in Korean; in English the system has its own words.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

enum SystemWords {
  /// The number that stands behind a reason, for the operations that have no message of their own for it.
  static func number(of reason: SystemFailure.Reason) -> Int32? {
    switch reason {
    case .missing: return ENOENT
    case .refused: return EACCES
    case .isFolder: return EISDIR
    case .isFile: return ENOTDIR
    case .loop: return ELOOP
    case .readOnly: return EROFS
    case .diskFull: return ENOSPC
    case .closedPipe: return EPIPE
    case .other(let number): return number
    default: return nil
    }
  }

  static func korean(_ number: Int32) -> String? {
    switch number {
    case ENOENT: return "파일이나 폴더가 없습니다"
    case EACCES, EPERM: return "권한이 없습니다"
    case EISDIR: return "폴더입니다"
    case ENOTDIR: return "폴더가 아닙니다"
    case ELOOP: return "링크가 서로를 가리킵니다"
    case EROFS: return "읽기만 되는 디스크입니다"
    case ENOSPC: return "디스크가 가득 찼습니다"
    case EPIPE: return "받는 쪽이 닫혔습니다"
    case EIO: return "디스크를 읽거나 쓰는 중에 오류가 났습니다"
    case ENAMETOOLONG: return "이름이 너무 깁니다"
    case EMFILE, ENFILE: return "열린 파일이 너무 많습니다"
    case EBUSY, ETXTBSY: return "다른 프로그램이 쓰고 있습니다"
    case EFBIG: return "파일이 너무 큽니다"
    case EINVAL: return "받아들이지 않는 이름이나 값입니다"
    case EILSEQ: return "쓸 수 없는 글자가 이름에 있습니다"
    case ENOMEM: return "메모리가 모자랍니다"
    case ENOTEMPTY, EEXIST: return "비어 있지 않거나 이미 있습니다"
    case EXDEV: return "다른 디스크에 있습니다"
    case ESTALE: return "네트워크 폴더가 사라졌습니다"
    case ETIMEDOUT: return "응답이 없습니다"
    case ENXIO, ENODEV: return "장치가 없습니다"
    default: return nil
    }
  }
}
