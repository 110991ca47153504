// Between set-up and the end nothing allocates: every way to memory is counted.

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>
#include <connectparticipant/connectparticipant.hpp>

// A sanitizer has its own malloc, which must not be replaced: there operator new alone is counted.
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif
#if defined(__GLIBC__) && !defined(SANITIZED)
#define COUNTS_MALLOC 1
#endif

namespace {

std::atomic<bool> counting{false};
std::atomic<std::size_t> calls{0};

void count() noexcept {
  if (counting.load(std::memory_order_relaxed)) calls.fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

#if defined(COUNTS_MALLOC)
extern "C" {
void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);

void* malloc(std::size_t bytes) noexcept {
  count();
  return __libc_malloc(bytes);
}
void* calloc(std::size_t number, std::size_t bytes) noexcept {
  count();
  return __libc_calloc(number, bytes);
}
void* realloc(void* block, std::size_t bytes) noexcept {
  count();
  return __libc_realloc(block, bytes);
}
void* memalign(std::size_t alignment, std::size_t bytes) noexcept {
  count();
  return __libc_memalign(alignment, bytes);
}
void* aligned_alloc(std::size_t alignment, std::size_t bytes) noexcept {
  count();
  return __libc_memalign(alignment, bytes);
}
int posix_memalign(void** block, std::size_t alignment, std::size_t bytes) noexcept {
  count();
  *block = __libc_memalign(alignment, bytes);
  return *block != nullptr ? 0 : 12;  // ENOMEM
}
}
#endif

namespace {

void* allocate(std::size_t bytes) noexcept {
  count();
  return std::malloc(bytes != 0 ? bytes : 1);
}
void* allocate(std::size_t bytes, std::align_val_t alignment) noexcept {
  count();
  const auto align = static_cast<std::size_t>(alignment);
  return std::aligned_alloc(align, (bytes + align - 1) / align * align);
}
// Not inlined: g++ would take the pair for a mismatch.
[[gnu::noinline]] void release(void* block) noexcept { std::free(block); }
void* or_abort(void* block) noexcept {
  if (block == nullptr) std::abort();
  return block;
}

}  // namespace

void* operator new(std::size_t n) { return or_abort(allocate(n)); }
void* operator new[](std::size_t n) { return or_abort(allocate(n)); }
void* operator new(std::size_t n, const std::nothrow_t&) noexcept { return allocate(n); }
void* operator new[](std::size_t n, const std::nothrow_t&) noexcept { return allocate(n); }
void* operator new(std::size_t n, std::align_val_t a) { return or_abort(allocate(n, a)); }
void* operator new[](std::size_t n, std::align_val_t a) { return or_abort(allocate(n, a)); }
void* operator new(std::size_t n, std::align_val_t a, const std::nothrow_t&) noexcept {
  return allocate(n, a);
}
void* operator new[](std::size_t n, std::align_val_t a, const std::nothrow_t&) noexcept {
  return allocate(n, a);
}
void operator delete(void* p) noexcept { release(p); }
void operator delete[](void* p) noexcept { release(p); }
void operator delete(void* p, std::size_t) noexcept { release(p); }
void operator delete[](void* p, std::size_t) noexcept { release(p); }
void operator delete(void* p, const std::nothrow_t&) noexcept { release(p); }
void operator delete[](void* p, const std::nothrow_t&) noexcept { release(p); }
void operator delete(void* p, std::align_val_t) noexcept { release(p); }
void operator delete[](void* p, std::align_val_t) noexcept { release(p); }
void operator delete(void* p, std::size_t, std::align_val_t) noexcept { release(p); }
void operator delete[](void* p, std::size_t, std::align_val_t) noexcept { release(p); }
void operator delete(void* p, std::align_val_t, const std::nothrow_t&) noexcept { release(p); }
void operator delete[](void* p, std::align_val_t, const std::nothrow_t&) noexcept { release(p); }

using namespace connectparticipant;

namespace {

template <class F>
std::size_t calls_of(F&& f) {
  calls = 0;
  counting = true;
  f();
  counting = false;
  return calls;
}

// Past the compiler, which may leave out a pair of malloc and free.
void* volatile kept = nullptr;

TEST(NoAllocation, TheCounterCounts) {
  EXPECT_EQ(calls_of([] {}), 0u);
  const auto counts = [](auto&& take, auto&& give) {
    const std::size_t counted = calls_of([&] { kept = take(); });
    give(kept);
    return counted != 0;
  };
  const auto one = [](void* p) { ::operator delete(p); };
  const auto many = [](void* p) { ::operator delete[](p); };
  constexpr std::align_val_t wide{64};
  EXPECT_TRUE(counts([] { return ::operator new(8); }, one));
  EXPECT_TRUE(counts([] { return ::operator new[](8); }, many));
  EXPECT_TRUE(counts([] { return ::operator new(8, std::nothrow); }, one));
  EXPECT_TRUE(counts([] { return ::operator new[](8, std::nothrow); }, many));
  EXPECT_TRUE(
      counts([] { return ::operator new(8, wide); }, [](void* p) { ::operator delete(p, wide); }));
  EXPECT_TRUE(counts([] { return ::operator new[](8, wide); },
                     [](void* p) { ::operator delete[](p, wide); }));
#if defined(COUNTS_MALLOC)
  const auto plain = [](void* p) { std::free(p); };
  EXPECT_TRUE(counts([] { return std::malloc(8); }, plain));
  EXPECT_TRUE(counts([] { return std::calloc(8, 8); }, plain));
  EXPECT_TRUE(counts([] { return std::realloc(nullptr, 8); }, plain));
  EXPECT_TRUE(counts([] { return std::aligned_alloc(64, 64); }, plain));
  EXPECT_TRUE(counts(
      [] {
        void* block = nullptr;
        return posix_memalign(&block, 64, 64) == 0 ? block : nullptr;
      },
      plain));
#endif
}

// A page as the service sends it: every member somewhere, escapes, nested lists.
std::string page_of_100() {
  static constexpr attachment_item files[] = {{.content_type = "application/pdf",
                                               .attachment_id = "a",
                                               .attachment_name = "a \"b\".pdf",
                                               .status = artifact_status::approved}};
  static constexpr receipt receipts[] = {
      {.delivered_timestamp = "2024-07-14T23:41:28.735Z", .recipient_participant_id = "p"},
      {.read_timestamp = "2024-07-14T23:41:29.000Z"}};
  std::vector<item> items(100);
  for (std::size_t i = 0; i < items.size(); ++i) {
    item& at = items[i];
    at.absolute_time = "2024-07-14T23:41:28.735Z";
    at.id = "11111111-aaaa-bbbb-cccc-EXAMPLE01234";
    at.type = i % 3 != 0 ? chat_item_type::message : chat_item_type::attachment;
    at.content = i % 2 != 0 ? "plain text, long enough to stand for a message of a chat"
                            : "two\nlines and \"quotes\" and \xF0\x9F\x98\x80";
    at.content_type = "text/plain";
    at.display_name = "A Name";
    at.participant_role = participant_role::agent;
    if (i % 3 == 0) at.attachments = std::span<const attachment_item>(files);
    at.message_metadata =
        message_metadata{.message_id = "m", .receipts = std::span<const receipt>(receipts)};
  }
  std::string text;
  const auto written = write(
      get_transcript_response{.transcript = std::span<const item>(items), .next_token = "n"}, text);
  return written ? std::string(*written) : std::string();
}

template <class R>
void decodes_without_allocating() {
  constexpr std::size_t rounds = 10'000;
  const std::string page = page_of_100();
  ASSERT_GT(page.size(), 20'000u);
  R reader(limits{.document_bytes = 1u << 20});
  static std::array<std::byte, 256 * 1024> room;
  arena memory(room);
  const http_response response{.status = 200, .body = page};
  std::size_t items = 0;
  const std::size_t counted = calls_of([&] {
    for (std::size_t i = 0; i < rounds; ++i) {
      memory.reset();
      const auto answer = decode_response<get_transcript>(response, reader, memory);
      if (answer && answer->transcript) items += answer->transcript->size();
    }
  });
  EXPECT_EQ(items, rounds * 100);
  EXPECT_EQ(counted, 0u);
}

TEST(NoAllocation, TenThousandPagesWithTheSimdjsonReader) {
  decodes_without_allocating<simdjson_reader>();
}
TEST(NoAllocation, TenThousandPagesWithTheSmallReader) {
  decodes_without_allocating<small_reader>();
}

TEST(NoAllocation, AnArenaThatGrowsIsCounted) {
  const std::string page = page_of_100();
  small_reader reader;
  EXPECT_GT(calls_of([&] {
              arena memory(memory_source::heap());
              const auto answer = read<get_transcript_response>(page, reader, memory);
              kept = answer ? &memory : nullptr;
            }),
            0u);
  EXPECT_NE(kept, nullptr);
}

// Read octet by octet from a server, decoded, and encoded again.
TEST(NoAllocation, ChatFramesThroughTheWebsocket) {
  constexpr std::string_view text =
      R"({"content":"{\"Content\":\"\\\"quoted\\\"\",\"Attachments\":[{},{}]}","topic":"aws/chat"})";
  static std::array<char, 512> wire, assembly, room;
  const auto sent = encode_text(text, wire);
  ASSERT_TRUE(sent);
  simdjson_reader first(limits{.document_bytes = 4096});
  small_reader second;
  static std::array<std::byte, 8192> space;
  arena memory(space);
  std::size_t read = 0, written = 0;
  const auto exchange = [&](auto& reader) {
    websocket_client_decoder decoder(assembly);
    for (std::size_t i = 0; i < sent->size(); ++i) {
      const websocket_step step = decoder.decode(sent->substr(i, 1));
      if (!step.event) continue;
      memory.reset();
      const auto frame = decode_frame(step.event->payload, reader, memory);
      read += frame.has_value();
      if (frame) written += encode_frame(*frame, room).has_value();
    }
  };
  EXPECT_EQ(calls_of([&] {
              exchange(first);
              exchange(second);
            }),
            0u);
  EXPECT_EQ(read, 2u);
  EXPECT_EQ(written, 2u);
}

TEST(NoAllocation, RefusedDocuments) {
  const std::string page = page_of_100();
  const std::string cut = page.substr(0, page.size() - 2);
  std::string late = page;
  late[page.rfind("EXAMPLE")] = '\n';
  simdjson_reader first(limits{.document_bytes = 1u << 20});
  small_reader second;
  static std::array<std::byte, 256 * 1024> room;
  arena memory(room);
  std::size_t refused = 0;
  EXPECT_EQ(calls_of([&] {
              for (const std::string_view text : {std::string_view(cut), std::string_view(late)}) {
                memory.reset();
                refused += !read<get_transcript_response>(text, first, memory);
                refused += !read<get_transcript_response>(text, second, memory);
              }
              arena none;
              refused += !read<get_transcript_response>(page, first, none);
              refused += !read<get_transcript_response>(page, second, none);
            }),
            0u);
  EXPECT_EQ(refused, 6u);
}

TEST(NoAllocation, RequestsBothWays) {
  simdjson_reader reader(limits{.document_bytes = 1u << 16});
  static std::array<std::byte, 64 * 1024> room;
  arena memory(room);
  std::array<char, 4096> text, answer_text;
  auto entropy = [] { return std::array<std::uint8_t, 16>{1, 2, 3}; };
  std::size_t done = 0;
  EXPECT_EQ(calls_of([&] {
              for (int i = 0; i < 1000; ++i) {
                memory.reset();
                const auto call = encode_request(
                    send_message_request{
                        .content_type = "text/plain", .content = "a\nb", .connection_token = "t"},
                    std::span<char>(text), {.client_token = entropy});
                if (!call) return;
                const auto got = decode_request<send_message>(*call, reader, memory);
                if (!got || got->content != "a\nb") return;
                const auto any = decode_request(*call, reader, memory);
                if (!any) return;
                const auto response =
                    encode_response(send_message_response{.id = "i"}, std::span<char>(answer_text));
                if (!response) return;
                const auto refused = encode_error(
                    service_error{.kind = service_error_kind::throttling}, std::span<char>(text));
                if (!refused) return;
                const auto read = decode_response<send_message>(*refused, reader, memory);
                done += read.service_error() != nullptr;
              }
            }),
            0u);
  EXPECT_EQ(done, 1000u);
}

/// Every other exchange is refused, so that calls are retried.
struct busy_transport {
  int count = 0;
  transport_result send(const transport_request& request) {
    if (++count % 2 != 0) return {.response = {.status = 503, .body = R"({"message":"\u0061"})"}};
    const bool is_page = request.operation->id == operation_id::get_transcript;
    return {.response = {.body = is_page ? R"({"Transcript":[{"Id":"1","Content":"a\nb"}]})"
                                         : R"({"Id":"1"})"}};
  }
};

TEST(NoAllocation, AClientsCalls) {
  busy_transport over;
  simdjson_reader reader(limits{.document_bytes = 1u << 16});
  static std::array<std::byte, 64 * 1024> bytes;
  static std::array<char, 8192> room;
  arena memory(bytes);
  const map_entry bound{"ConnectionToken", "token"};
  client one(over, reader, memory, room, {.region = "us-west-2", .params = std::span(&bound, 1)},
             {.now_ms = [](void*) noexcept -> std::int64_t { return 1; },
              .wait = [](void*, std::int64_t) noexcept { return true; },
              .entropy = [](void*, std::span<std::uint8_t> octets) noexcept { octets[0] = 1; },
              .log = [](void*, const log_record&) noexcept {}});
  std::size_t done = 0;
  EXPECT_EQ(calls_of([&] {
              for (int i = 0; i < 1000; ++i) {
                done +=
                    one.send_message({.content_type = "text/plain", .content = "a"}).has_value();
                for (const item& each : one.transcript()) done += each.content == "a\nb";
              }
            }),
            0u);
  EXPECT_EQ(done, 2000u);
  EXPECT_EQ(over.count, 4000);
}

}  // namespace
