// A list inside its object has room for as many elements as it says.

#include <connectparticipant/operation/complete_attachment_upload.hpp>

bool use();
bool use() {
#if defined(MISUSE)
  const connectparticipant::complete_attachment_upload_request request{
      .attachment_ids = {"1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",
                         "10", "11", "12", "13", "14", "15", "16", "17", "18",
                         "19", "20", "21", "22", "23", "24", "25", "26"}};
#else
  const connectparticipant::complete_attachment_upload_request request{.attachment_ids = {"1"}};
#endif
  return request.attachment_ids.has_value();
}
