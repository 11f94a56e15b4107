// SPDX-License-Identifier: MIT
// library.cc: the texts of the library's files as strings that V8 does not copy. Each has one resource, made once
// for the process and for all isolates, and is among the snapshot's external references: the snapshot has the
// numbers of the texts, not half a megabyte of JavaScript to be copied into the heap at each start.
#include <deque>

#include "internal.h"

namespace eddy {
namespace {

template <typename Base, typename Char>
class LibraryText final : public Base {
 public:
  explicit LibraryText(const eddy_library_file& file)
      : data_(static_cast<const Char*>(file.data)), length_(file.length) {}
  const Char* data() const override { return data_; }
  size_t length() const override { return length_; }

 protected:
  void Dispose() override {}  // of one string

 private:
  const Char* data_;
  size_t length_;
};
using OneByte = LibraryText<v8::String::ExternalOneByteStringResource, char>;
using TwoByte = LibraryText<v8::String::ExternalStringResource, uint16_t>;

struct Texts {
  struct Row { OneByte* one; TwoByte* two; };
  std::deque<OneByte> one;  // a deque does not move what is in it
  std::deque<TwoByte> two;
  std::vector<Row> rows;

  Texts() {
    eddy_library_file file;
    for (size_t i = 0; eddy_library_at(i, &file); i++) {
      if (file.two_byte) {
        rows.push_back({nullptr, &two.emplace_back(file)});
      } else {
        rows.push_back({&one.emplace_back(file), nullptr});
      }
    }
  }
};

Texts& TheTexts() {
  static Texts* texts = new Texts();  // used by threads until the very end
  return *texts;
}

}  // namespace

void AddLibraryReferences(std::vector<intptr_t>* references) {
  for (const Texts::Row& row : TheTexts().rows) {
    references->push_back(row.one != nullptr ? reinterpret_cast<intptr_t>(row.one)
                                             : reinterpret_cast<intptr_t>(row.two));
  }
}

}  // namespace eddy

extern "C" napi_value eddy_library_text(napi_env env, size_t index) {
  const auto& row = eddy::TheTexts().rows[index];
  v8::MaybeLocal<v8::String> text = row.one != nullptr
                                        ? v8::String::NewExternalOneByte(env->isolate, row.one)
                                        : v8::String::NewExternalTwoByte(env->isolate, row.two);
  return eddy::Wrap(text.ToLocalChecked());
}
