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

// For the few functions where it shows: one to copy into its callers so that their state stays in
// registers, unless small code is asked for, and one to keep out of them.
#if defined(__GNUC__) && !defined(__OPTIMIZE_SIZE__)
#define CONNECTPARTICIPANT_INLINED [[gnu::always_inline]]
#else
#define CONNECTPARTICIPANT_INLINED
#endif
#if defined(__GNUC__)
#define CONNECTPARTICIPANT_OUT_OF_LINE [[gnu::noinline]]
#else
#define CONNECTPARTICIPANT_OUT_OF_LINE
#endif
