// node-addon-api: a class, C++ exceptions, a promise from a worker thread.
#include <napi.h>

class Counter : public Napi::ObjectWrap<Counter> {
 public:
  static Napi::Function Define(Napi::Env env) {
    return DefineClass(env, "Counter", {InstanceMethod("add", &Counter::Add), InstanceAccessor<&Counter::Value>("value")});
  }
  explicit Counter(const Napi::CallbackInfo& info) : ObjectWrap(info), value_(info[0].As<Napi::Number>().Int32Value()) {}

 private:
  Napi::Value Add(const Napi::CallbackInfo& info) {
    if (!info[0].IsNumber()) throw Napi::RangeError::New(info.Env(), "a number is wanted");
    value_ += info[0].As<Napi::Number>().Int32Value();
    return info.This();
  }
  Napi::Value Value(const Napi::CallbackInfo& info) { return Napi::Number::New(info.Env(), value_); }
  int value_;
};

class Sum : public Napi::AsyncWorker {
 public:
  Sum(Napi::Env env, uint32_t to) : AsyncWorker(env), deferred_(env), to_(to) {}
  Napi::Promise Promise() { return deferred_.Promise(); }
  void Execute() override {
    if (to_ == 0) throw std::runtime_error("nothing to add");
    for (uint32_t i = 1; i <= to_; i++) sum_ += i;
  }
  void OnOK() override { deferred_.Resolve(Napi::BigInt::New(Env(), sum_)); }
  void OnError(const Napi::Error& error) override { deferred_.Reject(error.Value()); }

 private:
  Napi::Promise::Deferred deferred_;
  uint32_t to_;
  uint64_t sum_ = 0;
};

static Napi::Value StartSum(const Napi::CallbackInfo& info) {
  Sum* sum = new Sum(info.Env(), info[0].As<Napi::Number>().Uint32Value());
  sum->Queue();
  return sum->Promise();
}

static Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("Counter", Counter::Define(env));
  exports.Set("sum", Napi::Function::New(env, StartSum));
  return exports;
}

NODE_API_MODULE(wrapped, Init)
