// Runs a fuzz target once over each file named, and over each file below each directory named.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <system_error>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

bool replay(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::vector<char> read{std::istreambuf_iterator<char>(in),
                               std::istreambuf_iterator<char>()};
  if (!in.is_open() || in.bad()) {
    std::fprintf(stderr, "cannot read %s\n", file.string().c_str());
    return false;
  }
  // Exactly as long as the file, so that a sanitizer sees the first byte read behind it.
  const auto exact = std::make_unique<std::uint8_t[]>(read.size());
  for (std::size_t i = 0; i < read.size(); ++i) exact[i] = static_cast<std::uint8_t>(read[i]);
  LLVMFuzzerTestOneInput(exact.get(), read.size());
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: %s FILE|DIRECTORY...\n", argc > 0 ? argv[0] : "replay");
    return 2;
  }
  std::size_t files = 0;
  bool ok = true;
  for (int i = 1; i < argc; ++i) {
    const fs::path named(argv[i]);
    std::error_code error;
    if (!fs::is_directory(named, error)) {
      ok = replay(named) && ok;
      ++files;
      continue;
    }
    for (fs::recursive_directory_iterator at(named, error), end; !error && at != end;
         at.increment(error)) {
      if (!at->is_regular_file(error)) continue;
      ok = replay(at->path()) && ok;
      ++files;
    }
    if (error) {
      std::fprintf(stderr, "cannot list %s: %s\n", argv[i], error.message().c_str());
      ok = false;
    }
  }
  std::printf("%zu inputs replayed\n", files);
  return ok && files != 0 ? 0 : 1;
}
