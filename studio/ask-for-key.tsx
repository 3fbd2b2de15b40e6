import type { FormEvent } from "react";
import { rememberKey } from "./connection";

/** Shown in place of the editor when the service asks for an API key. */
export function AskForKey() {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    rememberKey(String(new FormData(event.currentTarget).get("key")));
    window.location.reload();
  };
  return (
    <form className="ask-for-key" onSubmit={submit}>
      <h1>Regionary</h1>
      <label>
        This service asks for an API key
        <input name="key" type="password" autoComplete="off" required />
      </label>
      <button type="submit">Continue</button>
    </form>
  );
}
