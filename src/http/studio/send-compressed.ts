import path from "node:path";
import type { RequestHandler } from "express";

/** How a file is stored beside itself, best first; the last is itself. */
const FORMS = [
  { encoding: "br", suffix: ".br" },
  { encoding: "gzip", suffix: ".gz" },
  { encoding: "identity", suffix: "" },
];

/**
 * Sends the file `:name` of a folder whose names have a hash of the content, in the smallest form that is there and
 * accepted. Each is looked for when it is asked for: the folder may have been built again since the start.
 */
export function sendCompressed(root: string): RequestHandler<{ name: string }> {
  return (request, response, next) => {
    const { name } = request.params;
    response.type(path.extname(name)); // by the name of the file, not by that of its form
    const send = ([form, ...others]: typeof FORMS): void => {
      if (form === undefined) {
        response.removeHeader("Content-Type");
        next("router");
        return;
      }
      const { encoding, suffix } = form;
      const headers = { Vary: "Accept-Encoding", ...(suffix && { "Content-Encoding": encoding }) };
      const options = { root, headers, immutable: true, maxAge: "1y" };
      response.sendFile(name + suffix, options, (error) => {
        if (error && !response.headersSent) send(others);
      });
    };
    send(FORMS.filter(({ encoding }) => request.acceptsEncodings(encoding)));
  };
}
