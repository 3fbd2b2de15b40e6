/**
 * A `fetch` that tells how many bytes of the request have been sent, which the browser's own cannot. It rejects as that
 * does: with a TypeError where no service answers.
 */
export function fetchWithProgress(onSent: (bytes: number) => void): typeof fetch {
  return (address, { method = "GET", headers, body, signal } = {}) =>
    new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open(method, String(address));
      new Headers(headers).forEach((value, name) => {
        request.setRequestHeader(name, value);
      });
      request.responseType = "text";
      request.upload.onprogress = ({ loaded }) => onSent(loaded);
      request.onload = () => {
        const type = request.getResponseHeader("content-type") ?? "application/json";
        resolve(
          new Response(request.responseText, { status: request.status, headers: { "content-type": type } }),
        );
      };
      request.onerror = () => reject(new TypeError("The service cannot be reached."));
      request.onabort = () => reject(new DOMException("The request was given up.", "AbortError"));
      signal?.addEventListener("abort", () => request.abort());
      request.send(body as XMLHttpRequestBodyInit);
    });
}
