// faulty_disk.h - a SQLite VFS over the real one that fails on the n-th write or sync, for tests.
//
//   FaultyDisk disk;          // the default VFS while it lives: open databases after it
//   disk.fail({.operation = FaultyDisk::Operation::write, .after = 7, .times = 1, .code = SQLITE_FULL});
#pragma once

#include <sqlite3.h>

#include <atomic>
#include <string>

namespace shuniu::database {

class FaultyDisk {
 public:
  enum class Operation { write, sync };
  struct Plan {
    Operation operation = Operation::write;
    int after = 0;  // operations that still go well
    int times = 1;  // then so many fail, and then the disk is well again
    int code = SQLITE_FULL;
  };

  FaultyDisk() {
    real_ = sqlite3_vfs_find(nullptr);
    vfs_ = *real_;
    vfs_.zName = "faulty-disk";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + real_->szOsFile;
    vfs_.pAppData = this;
    vfs_.xOpen = &FaultyDisk::open;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(real_, 1);
  }
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  void fail(const Plan& plan) {
    operation_ = plan.operation;
    code_ = plan.code;
    times_ = plan.times;
    failures_ = 0;
    after_ = plan.after;
  }
  void heal() { times_ = 0; }
  int failures() const { return failures_; }

 private:
  struct File {
    sqlite3_file base;
    FaultyDisk* disk;
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
  };
  static File& file(sqlite3_file* handle) { return *reinterpret_cast<File*>(handle); }
  static sqlite3_file* real(sqlite3_file* handle) { return file(handle).real(); }

  int fault(Operation operation) {
    if (operation != operation_ || times_ <= 0) return SQLITE_OK;
    if (after_-- > 0) return SQLITE_OK;
    if (times_-- <= 0) return SQLITE_OK;
    ++failures_;
    return code_;
  }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* handle, int flags, int* out_flags) {
    auto* disk = static_cast<FaultyDisk*>(vfs->pAppData);
    file(handle).disk = disk;
    file(handle).base.pMethods = nullptr;
    const int code = disk->real_->xOpen(disk->real_, name, real(handle), flags, out_flags);
    if (code == SQLITE_OK) file(handle).base.pMethods = methods();
    return code;
  }
  static int write(sqlite3_file* handle, const void* bytes, int count, sqlite3_int64 offset) {
    if (const int code = file(handle).disk->fault(Operation::write)) return code;
    return real(handle)->pMethods->xWrite(real(handle), bytes, count, offset);
  }
  static int sync(sqlite3_file* handle, int flags) {
    if (const int code = file(handle).disk->fault(Operation::sync)) return code;
    return real(handle)->pMethods->xSync(real(handle), flags);
  }
  static const sqlite3_io_methods* methods() {
    static const sqlite3_io_methods table = make_methods();
    return &table;
  }
  static sqlite3_io_methods make_methods() {
    sqlite3_io_methods table{};
    table.iVersion = 2;
    table.xClose = [](sqlite3_file* f) { return real(f)->pMethods->xClose(real(f)); };
    table.xRead = [](sqlite3_file* f, void* to, int n, sqlite3_int64 at) {
      return real(f)->pMethods->xRead(real(f), to, n, at);
    };
    table.xWrite = &FaultyDisk::write;
    table.xTruncate = [](sqlite3_file* f, sqlite3_int64 size) {
      return real(f)->pMethods->xTruncate(real(f), size);
    };
    table.xSync = &FaultyDisk::sync;
    table.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
      return real(f)->pMethods->xFileSize(real(f), size);
    };
    table.xLock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); };
    table.xUnlock = [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); };
    table.xCheckReservedLock = [](sqlite3_file* f, int* out) {
      return real(f)->pMethods->xCheckReservedLock(real(f), out);
    };
    table.xFileControl = [](sqlite3_file* f, int what, void* with) {
      return real(f)->pMethods->xFileControl(real(f), what, with);
    };
    table.xSectorSize = [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); };
    table.xDeviceCharacteristics = [](sqlite3_file* f) {
      return real(f)->pMethods->xDeviceCharacteristics(real(f));
    };
    table.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
      return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
    };
    table.xShmLock = [](sqlite3_file* f, int offset, int n, int flags) {
      return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
    };
    table.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
    table.xShmUnmap = [](sqlite3_file* f, int flag) { return real(f)->pMethods->xShmUnmap(real(f), flag); };
    return table;
  }

  sqlite3_vfs* real_ = nullptr;
  sqlite3_vfs vfs_{};
  std::atomic<Operation> operation_ = Operation::write;
  std::atomic<int> after_ = 0;
  std::atomic<int> times_ = 0;
  std::atomic<int> code_ = SQLITE_FULL;
  std::atomic<int> failures_ = 0;
};

}  // namespace shuniu::database
