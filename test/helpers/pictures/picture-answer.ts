import sharp from "sharp";

/** What an answer says it is, and what its bytes are: type, format, width, height. */
export async function headOf(url: string): Promise<unknown[]> {
  const response = await fetch(url);
  const { format, width, height } = await sharp(Buffer.from(await response.arrayBuffer())).metadata();
  return [response.headers.get("content-type"), format, width, height];
}

/** How a request for a picture is refused. */
export async function refusal(url: string): Promise<[status: number, message: string]> {
  const response = await fetch(url);
  const { errors } = (await response.json()) as { errors: [{ message: string }] };
  return [response.status, errors[0].message];
}
