# Incident C, as demo.sh runs it.
letter=C
title="agent workers"
what="a service whose agents work with tools in child processes"
guard=false
