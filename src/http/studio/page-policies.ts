/** What a page of the studio may load and run: what this service sent, and nothing written into the page. */
export function studioPolicy(nonce: string): string {
  return policyOf({
    "style-src": `'self' 'nonce-${nonce}'`, // the component library writes its theme into a style element
    "img-src": "'self' blob: data:",
    "font-src": "'self'",
  });
}

/** GraphiQL's editor writes styles into the page, and runs its languages in workers. */
export function graphiqlPolicy(): string {
  return policyOf({
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' blob: data:",
    "font-src": "'self' data:",
    "worker-src": "'self' blob:",
  });
}

function policyOf(own: Readonly<Record<string, string>>): string {
  const policy = {
    "default-src": "'none'",
    "script-src": "'self'",
    "connect-src": "'self'", // WebSockets too
    ...own,
    "base-uri": "'self'",
    "form-action": "'none'",
  };
  return Object.entries(policy)
    .map(([name, sources]) => `${name} ${sources}`)
    .join("; ");
}
