# Incident A, as demo.sh runs it.
letter=A
title="MCP gateway"
what="an MCP gateway that starts tool servers"
guard=false
