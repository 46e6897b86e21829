"""人与地：人员、角色、登录，图书馆与服务点。People and places: persons, roles, signing in; libraries and service points."""
