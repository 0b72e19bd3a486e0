// Imported first by unit tests of src-main/electron: under plain Node the package `electron` only gives the path of a
// program, and would try to download that program if it was not told where one is. No test here starts it.
process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= '/nowhere';
export {};
