#include <gtest/gtest.h>
#include <connectparticipant/model/scalars.hpp>

using namespace connectparticipant;

namespace {

// What the service model does not say: who may see a value.
TEST(Scalars, TokensAndSignedUrlsAreSecret) {
  for (const value_row* row :
       {&scalar::participant_token, &scalar::join_token, &scalar::next_token, &scalar::view_token,
        &scalar::pre_signed_connection_url, &scalar::pre_signed_attachment_url,
        &scalar::upload_metadata_url, &scalar::upload_metadata_signed_headers_value,
        &scalar::authentication_url, &scalar::uri, &scalar::view_input_schema,
        &scalar::view_template, &scalar::view_name, &scalar::view_action})
    EXPECT_EQ(row->visible_to, privacy::secret) << row->name;
}

TEST(Scalars, WhatPeopleWroteIsPersonal) {
  for (const value_row* row :
       {&scalar::chat_content, &scalar::display_name, &scalar::attachment_name})
    EXPECT_EQ(row->visible_to, privacy::personal) << row->name;
}

TEST(Scalars, TheRestIsOpen) {
  for (const value_row* row :
       {&scalar::message, &scalar::reason, &scalar::client_token, &scalar::non_empty_client_token,
        &scalar::attendee_id, &scalar::session_id, &scalar::upload_metadata_signed_headers_key,
        &scalar::chat_item_id, &scalar::contact_id, &scalar::redirect_uri})
    EXPECT_EQ(row->visible_to, privacy::open) << row->name;
}

TEST(Scalars, ListsAndMapsNameTheirElements) {
  EXPECT_EQ(scalar::attachment_id_list.element, &scalar::artifact_id);
  EXPECT_EQ(scalar::connection_type_list.element, &scalar::connection_type);
  EXPECT_EQ(scalar::view_actions.element, &scalar::view_action);
  EXPECT_EQ(scalar::upload_metadata_signed_headers.key,
            &scalar::upload_metadata_signed_headers_key);
  EXPECT_EQ(scalar::upload_metadata_signed_headers.element,
            &scalar::upload_metadata_signed_headers_value);
}

}  // namespace
