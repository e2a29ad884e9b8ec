import "./console.css";
import { render } from "preact";
import { Shell } from "./app/shell.tsx";
import { wearTheme } from "./app/theme.ts";

wearTheme();
render(<Shell />, document.body);
