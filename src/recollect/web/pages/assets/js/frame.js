// Extras alone: every page works without JavaScript.

import "./theme.js";
import "./copy.js";
import "./times.js";
import "./sending.js";
import "./keys.js";
import "./pick.js";
import "./finder.js";
import "./live.js";
