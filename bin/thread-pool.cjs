/**
 * Node has four threads for what takes long outside JavaScript, which decode pictures, and log in to the database, read
 * files and look up names besides. Pictures are decoded twice as many at a time as there are cores; the others keep their
 * four. It must be said before the first of these threads starts, and an ECMAScript module is read by one.
 */
const os = require("node:os");

process.env.UV_THREADPOOL_SIZE ??= String(2 * os.availableParallelism() + 4);
