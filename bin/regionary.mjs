#!/usr/bin/env node
// The name that earlier versions had; regionary is the program.
import "./regionary";
