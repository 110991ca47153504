// Static dispatch goes by the operation's tag.

#include <connectparticipant/http/decode_request.hpp>
#include <connectparticipant/json/small_reader.hpp>
#include <connectparticipant/operation/send_message.hpp>

bool use(const connectparticipant::http_request& from, connectparticipant::arena& memory);
bool use(const connectparticipant::http_request& from, connectparticipant::arena& memory) {
  using namespace connectparticipant;
  small_reader reader;
#if defined(MISUSE)
  return decode_request<send_message_request>(from, reader, memory).has_value();
#else
  return decode_request<send_message>(from, reader, memory).has_value();
#endif
}
