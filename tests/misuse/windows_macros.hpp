#pragma once

// The macros that a program on Windows may carry, set where such a program sets them: after the
// standard headers and before ours. Each is defined by a header of the Windows SDK, of mingw-w64 or
// of the C runtime (windef.h, winnt.h, winuser.h, winbase.h, wingdi.h, rpcndr.h, objbase.h,
// winerror.h, math.h, ...); a name that none of them defines has no place here.

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <charconv>
#include <chrono>
#include <climits>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <memory>
#include <new>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

// windef.h, minwindef.h
#define min(a, b) (((a) < (b)) ? (a) : (b))
#define max(a, b) (((a) > (b)) ? (a) : (b))
#define near
#define far
#define cdecl
#define pascal __stdcall
#define NEAR near
#define FAR far
#define IN
#define OUT
#define OPTIONAL
#define CONST const
#define BOOL WINBOOL
#define TRUE 1
#define FALSE 0
#define STRICT 1
#define CALLBACK __stdcall
#define WINAPI __stdcall
#define PASCAL __stdcall
#define LOBYTE(w) ((unsigned char)((w)&0xff))
#define HIBYTE(w) ((unsigned char)(((w) >> 8) & 0xff))
#define LOWORD(l) ((unsigned short)((l)&0xffff))
#define HIWORD(l) ((unsigned short)(((l) >> 16) & 0xffff))

// winnt.h
#define VOID void
#define DELETE (0x00010000L)
#define SYNCHRONIZE (0x00100000L)
#define TEXT(quote) L##quote
#define ARRAYSIZE(a) (sizeof(a) / sizeof((a)[0]))
#define UNALIGNED __unaligned
#define MAXINT ((int)0x7fffffff)
#define MAXBYTE 0xff
#define MAXCHAR 0x7f
#define MAXWORD 0xffff
#define MAXDWORD 0xffffffff
#define MemoryBarrier __faststorefence
#define INITGUID

// basetsd.h, rpcndr.h, combaseapi.h, objbase.h
#define hyper __int64
#define small char
#define interface struct
#define INTERFACE IUnknown
#define PURE = 0
#define THIS void
#define THIS_ INTERFACE *This,
#define STDMETHOD(method) virtual long __stdcall method

// winbase.h, winerror.h, fileapi.h, wincrypt.h
#define NO_ERROR 0L
#define NOERROR 0
#define ERROR_SUCCESS 0L
#define SUCCEEDED(hr) (((long)(hr)) >= 0)
#define FAILED(hr) (((long)(hr)) < 0)
#define INFINITE 0xFFFFFFFF
#define IGNORE 0
#define NOPARITY 0
#define Yield()
#define CopyMemory memcpy
#define MoveMemory memmove
#define FillMemory RtlFillMemory
#define ZeroMemory RtlZeroMemory
#define SecureZeroMemory RtlSecureZeroMemory
#define GetCurrentTime() GetTickCount()
#define GetObject GetObjectW
#define GetUserName GetUserNameW
#define GetMessage GetMessageW
#define SendMessage SendMessageW
#define PostMessage PostMessageW
#define PeekMessage PeekMessageW
#define DispatchMessage DispatchMessageW
#define FormatMessage FormatMessageW
#define MessageBox MessageBoxW
#define CreateEvent CreateEventW
#define OpenEvent OpenEventW
#define ReportEvent ReportEventW
#define CreateFile CreateFileW
#define CopyFile CopyFileW
#define DeleteFile DeleteFileW
#define CreateProcess CreateProcessW
#define CreateMutex CreateMutexW
#define CreateService CreateServiceW
#define StartService StartServiceW
#define LoadString LoadStringW
#define LoadImage LoadImageW
#define CompareString CompareStringW
#define GetClassName GetClassNameW
#define GetProp GetPropW
#define SetProp SetPropW
#define DrawText DrawTextW
#define ReplaceText ReplaceTextW
#define FindText FindTextW
#define EncryptFile EncryptFileW
#define GetJob GetJobW
#define SetJob SetJobW
#define StartDoc StartDocW
#define InsertMenuItem InsertMenuItemW
#define UpdateResource UpdateResourceW

// wingdi.h, winuser.h
#define ERROR 0
#define RELATIVE 2
#define ABSOLUTE 1
#define OPAQUE 2
#define TRANSPARENT 1
#define ALTERNATE 1
#define DIFFERENCE 11
#define PASSTHROUGH 19
#define RGB(r, g, b) ((unsigned long)((r) | ((g) << 8) | ((b) << 16)))
#define DUPLICATE 0x06
#define REGISTERING 0x00
#define REGISTERED 0x04
#define IDOK 1
#define IDCANCEL 2
#define IDCLOSE 8

// winsock2.h
#define INVALID_SOCKET (~0ull)
#define SOCKET_ERROR (-1)
#define GetAddrInfo GetAddrInfoW

// math.h and stdlib.h of the C runtime
#define DOMAIN 1
#define SING 2
#define OVERFLOW 3
#define UNDERFLOW 4
#define TLOSS 5
#define PLOSS 6
#define environ _environ
