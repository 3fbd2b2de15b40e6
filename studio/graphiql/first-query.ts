/** A tab of the page: a request, and its variables as JSON. */
export interface FirstQuery {
  query: string;
  variables?: string;
}
