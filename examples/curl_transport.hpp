#pragma once

// A transport over libcurl's easy interface.

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <curl/curl.h>
#include <connectparticipant/http/transport.hpp>

namespace example {

namespace cp = connectparticipant;

/// Connections are kept open between requests. Not for concurrent use; one thread a transport.
class curl_transport {
 public:
  curl_transport() : handle_(curl_easy_init()) {
    if (handle_ == nullptr) std::abort();
  }
  ~curl_transport() { curl_easy_cleanup(handle_); }
  curl_transport(const curl_transport&) = delete;
  curl_transport& operator=(const curl_transport&) = delete;

  /// What the response borrows is valid until the next `send`.
  cp::transport_result send(const cp::transport_request& request) {
    curl_easy_reset(handle_);
    status_ = 0;
    body_.clear();
    texts_.clear();
    most_ = request.max_response_bytes;
    too_large_ = false;

    const std::string url = std::string(request.server.scheme()) + "://" +
                            std::string(request.server.host_field) +
                            std::string(request.message.target);
    const std::string method(request.message.method);
    const std::string proxy(request.proxy);
    const list headers(head_of(request.message));
    set(CURLOPT_URL, url.c_str());
    // Dots and escapes in a label or a signed URL are part of what was asked for.
    set(CURLOPT_PATH_AS_IS, 1L);
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_HTTPHEADER, headers.get());
    if (method == "GET") {
      set(CURLOPT_HTTPGET, 1L);
    } else {
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.message.body.size()));
      set(CURLOPT_POSTFIELDS, request.message.body.data());
      set(CURLOPT_CUSTOMREQUEST, method.c_str());
    }
    set(CURLOPT_PROXY, proxy.c_str());  // empty: none, whatever the environment says
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout_ms));
    set(CURLOPT_TIMEOUT_MS, static_cast<long>(request.timeout_ms));
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_HEADERFUNCTION, &curl_transport::take_header);
    set(CURLOPT_HEADERDATA, this);
    set(CURLOPT_WRITEFUNCTION, &curl_transport::take_body);
    set(CURLOPT_WRITEDATA, this);

    const CURLcode code = curl_easy_perform(handle_);
    if (code != CURLE_OK) return {.failure = failure_of(code)};
    headers_.clear();
    for (const std::string& line : texts_) {
      const std::string_view text = line;
      const std::size_t colon = text.find(':');
      if (colon != std::string_view::npos)
        headers_.push_back({text.substr(0, colon), cp::trim(text.substr(colon + 1))});
    }
    return {.response = {.status = static_cast<int>(status_),
                         .headers = std::span<const cp::http_header>(headers_),
                         .body = body_}};
  }

 private:
  struct free_list {
    void operator()(curl_slist* l) const { curl_slist_free_all(l); }
  };
  using list = std::unique_ptr<curl_slist, free_list>;

  template <class T>
  void set(CURLoption option, T value) {
    if (curl_easy_setopt(handle_, option, value) != CURLE_OK) std::abort();
  }

  static list head_of(const cp::http_request& message) {
    list headers;
    const auto add = [&](const std::string& line) {
      curl_slist* const longer = curl_slist_append(headers.get(), line.c_str());
      if (longer == nullptr) std::abort();
      static_cast<void>(headers.release());
      headers.reset(longer);
    };
    for (const cp::http_header& header : message.headers)
      add(std::string(header.name) +
          // libcurl's spelling of a header without a value.
          (header.value.empty() ? std::string(";") : ": " + std::string(header.value)));
    // What libcurl would add: a signature covers what was given, and nothing else is asked for.
    for (const std::string_view name : {"Accept", "Expect", "Content-Type"})
      if (!cp::find_header(message.headers, name)) add(std::string(name) + ':');
    return headers;
  }

  static std::size_t take_header(char* data, std::size_t, std::size_t size, void* context) {
    auto& self = *static_cast<curl_transport*>(context);
    std::string_view line(data, size);
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    if (line.starts_with("HTTP/")) {  // another head: an interim response came before
      self.texts_.clear();
      curl_easy_getinfo(self.handle_, CURLINFO_RESPONSE_CODE, &self.status_);
    } else if (!line.empty()) {
      self.texts_.emplace_back(line);
    }
    return size;
  }
  static std::size_t take_body(char* data, std::size_t, std::size_t size, void* context) {
    auto& self = *static_cast<curl_transport*>(context);
    if (self.most_ != 0 && size > self.most_ - self.body_.size()) {
      self.too_large_ = true;
      return 0;
    }
    self.body_.append(data, size);
    return size;
  }

  cp::transport_error failure_of(CURLcode code) {
    using enum cp::transport_error;
    switch (code) {
      case CURLE_OPERATION_TIMEDOUT: return timed_out;
      case CURLE_COULDNT_CONNECT: {
        long number = 0;
        curl_easy_getinfo(handle_, CURLINFO_OS_ERRNO, &number);
        return number == ECONNREFUSED ? refused : unreachable;
      }
      case CURLE_COULDNT_RESOLVE_HOST:
      case CURLE_COULDNT_RESOLVE_PROXY: return unresolved;
      case CURLE_SEND_ERROR:
      case CURLE_RECV_ERROR: return reset;
      case CURLE_GOT_NOTHING:
      case CURLE_PARTIAL_FILE: return closed;
      case CURLE_SSL_CONNECT_ERROR:
      case CURLE_PEER_FAILED_VERIFICATION:
      case CURLE_SSL_CERTPROBLEM:
      case CURLE_SSL_CIPHER: return tls_failed;
      case CURLE_ABORTED_BY_CALLBACK: return cancelled;
      case CURLE_WRITE_ERROR: return too_large_ ? response_too_large : other;
      default: return other;
    }
  }

  CURL* handle_;
  long status_ = 0;
  std::size_t most_ = 0;
  bool too_large_ = false;
  std::string body_;
  std::deque<std::string> texts_;
  std::vector<cp::http_header> headers_;
};

}  // namespace example
