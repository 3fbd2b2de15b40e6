/** The most pictures of one `addImages`. */
export const MAX_ADDED_IMAGES = 50;
/** The most files of one multipart request. */
export const MAX_REQUEST_FILES = 50;
/** The largest JSON body of a request, also after it is inflated. */
export const MAX_REQUEST_BYTES = 64 * 1024 * 1024;
