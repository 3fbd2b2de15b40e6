import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./studio.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { AskForKey } from "./ask-for-key";
import { connect, isKeyWanted } from "./connection";
import { QueryEditor } from "./query-editor";

const root = createRoot(document.getElementById("studio")!);
const page = (await isKeyWanted()) ? <AskForKey /> : <QueryEditor fetcher={connect()} />;
root.render(<StrictMode>{page}</StrictMode>);
