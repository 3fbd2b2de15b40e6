/** `npm run build`: makes dist/, with the packages installed first where they are missing. */
import { build, install } from "./project.mjs";

install();
build();
