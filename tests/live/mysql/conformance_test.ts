import { mysql } from "@retort/mysql";
import { withDatabase } from "../../servers/mysql.ts";
import { opened, registerConformance } from "../conformance.ts";
import { missing, server } from "./server.ts";

registerConformance({
  dialect: mysql,
  fresh: () => opened((work) => withDatabase(server(), "conformance", work)),
}, missing);
