#pragma once

// What differs between compilers, and nothing else. No setting here changes what the library does.

#if defined(__clang__)
#define CONNECTPARTICIPANT_LIFETIMEBOUND [[clang::lifetimebound]]
#elif defined(_MSC_VER) && _MSC_VER >= 1937
#define CONNECTPARTICIPANT_LIFETIMEBOUND [[msvc::lifetimebound]]
#else
#define CONNECTPARTICIPANT_LIFETIMEBOUND
#endif

#if defined(__SANITIZE_ADDRESS__)
#define CONNECTPARTICIPANT_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CONNECTPARTICIPANT_ASAN 1
#endif
#endif
