#pragma once
#error "this source is marked core and must not reach simdjson"
