const ENDINGS = /\.(jpe?g|jpe|jfif|png|webp|gif|tiff?|avif|hei[cf]|bmp|dng|cr2|cr3|nef|arw|orf|rw2)$/i;

/** Whether a file looks like a picture, by its name: the service looks at the bytes. Hidden files are none. */
export const isPicture = ({ name, type }: { readonly name: string; readonly type: string }): boolean =>
  !name.startsWith(".") && (type.startsWith("image/") || ENDINGS.test(name));
