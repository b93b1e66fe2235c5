/** An HTTP request as a proxy sees it; a gRPC call is a POST to `/service/method`. */
export interface ProxyRequest {
  readonly method: string;
  /** Path without the query, as it was sent. */
  readonly path: string;
  /** Host and port of the URI, where there is one. */
  readonly host?: string;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly query: readonly { readonly name: string; readonly value: string }[];
}
