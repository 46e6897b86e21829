"""志愿服务：核定的服务记录、认可与证明。Service: what volunteers have served, approved, recognised and certified."""
