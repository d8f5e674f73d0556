# Incident B, as demo.sh runs it.
letter=B
title="tool registry"
what="an MCP registry with a session for each client"
guard=true
